/** Examples that were learned before, to be learned again. */
@NullMarked
package dev.millrace.trainer.reservoir;

import org.jspecify.annotations.NullMarked;
