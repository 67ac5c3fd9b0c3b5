/** Tests of weight files. */
@NullMarked
package dev.millrace.model.weights;

import org.jspecify.annotations.NullMarked;
