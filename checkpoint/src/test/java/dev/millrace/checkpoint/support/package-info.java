/** Checkpoints for tests. */
@NullMarked
package dev.millrace.checkpoint.support;

import org.jspecify.annotations.NullMarked;
