/** Ranking metrics, computed from the rank at which the item that came next was found. */
@NullMarked
package dev.millrace.model.metrics;

import org.jspecify.annotations.NullMarked;
