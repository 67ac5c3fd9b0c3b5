/** Tests of the package of the same name. */
@NullMarked
package dev.millrace.trainer.reservoir;

import org.jspecify.annotations.NullMarked;
