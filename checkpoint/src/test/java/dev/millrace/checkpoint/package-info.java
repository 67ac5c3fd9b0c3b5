/** Tests of what a checkpoint is. */
@NullMarked
package dev.millrace.checkpoint;

import org.jspecify.annotations.NullMarked;
