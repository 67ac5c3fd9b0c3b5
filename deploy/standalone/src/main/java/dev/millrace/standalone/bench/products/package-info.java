/** The matrix products of a model, and how long they take alone. */
@NullMarked
package dev.millrace.standalone.bench.products;

import org.jspecify.annotations.NullMarked;
