/** Judging a language model on cases that it has not learned from. */
@NullMarked
package dev.millrace.trainer.evaluation;

import org.jspecify.annotations.NullMarked;
