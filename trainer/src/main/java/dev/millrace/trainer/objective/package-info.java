/**
 * What a language model is trained to make small: pure functions of the logits at response
 * positions and of what is known about these positions.
 */
@NullMarked
package dev.millrace.trainer.objective;

import org.jspecify.annotations.NullMarked;
