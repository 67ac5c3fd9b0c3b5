/**
 * Constrained decoding measured beside a straightforward implementation of the same search with the
 * same model, which lives here and nowhere else.
 */
@NullMarked
package dev.millrace.standalone.bench.decoding;

import org.jspecify.annotations.NullMarked;
