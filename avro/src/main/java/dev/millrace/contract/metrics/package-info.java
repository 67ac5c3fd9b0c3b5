/** Figures that every application shows under the same names. */
@NullMarked
package dev.millrace.contract.metrics;

import org.jspecify.annotations.NullMarked;
