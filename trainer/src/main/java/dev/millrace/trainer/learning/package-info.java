/** The training loop: from rows to logits at response positions, to losses, to steps. */
@NullMarked
package dev.millrace.trainer.learning;

import org.jspecify.annotations.NullMarked;
