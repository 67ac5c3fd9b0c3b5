/** Tests of where checkpoints lie. */
@NullMarked
package dev.millrace.trainer.checkpoint.store;

import org.jspecify.annotations.NullMarked;
