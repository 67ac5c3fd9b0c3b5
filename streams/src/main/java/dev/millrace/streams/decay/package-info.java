/** Forward decay: weights that fade with event time, and sums of them that commute. */
@NullMarked
package dev.millrace.streams.decay;

import org.jspecify.annotations.NullMarked;
