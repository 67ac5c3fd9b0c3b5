/** Tests of the package of the same name. */
@NullMarked
package dev.millrace.trainer.kafka;

import org.jspecify.annotations.NullMarked;
