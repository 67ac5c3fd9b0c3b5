/** What several tests of the trainer start from. */
@NullMarked
package dev.millrace.trainer.testsupport;

import org.jspecify.annotations.NullMarked;
