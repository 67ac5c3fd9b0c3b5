/** What can be configured of the trainer. */
@NullMarked
package dev.millrace.trainer.settings;

import org.jspecify.annotations.NullMarked;
