/** Tests of decisions over checkpoints. */
@NullMarked
package dev.millrace.trainer.checkpoint.promotion;

import org.jspecify.annotations.NullMarked;
