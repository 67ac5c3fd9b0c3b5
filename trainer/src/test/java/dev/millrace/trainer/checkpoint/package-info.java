/** Tests of what a checkpoint is. */
@NullMarked
package dev.millrace.trainer.checkpoint;

import org.jspecify.annotations.NullMarked;
