/**
 * A generated click stream that behaves like people: tastes that drift, a long tail, series that
 * are taken in order. The same seed gives the same stream.
 */
@NullMarked
package dev.millrace.standalone.data.synthetic;

import org.jspecify.annotations.NullMarked;
