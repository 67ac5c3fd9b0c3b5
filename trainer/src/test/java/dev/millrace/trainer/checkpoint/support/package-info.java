/** Checkpoints for tests. */
@NullMarked
package dev.millrace.trainer.checkpoint.support;

import org.jspecify.annotations.NullMarked;
