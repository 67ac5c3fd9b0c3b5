/**
 * Offline evaluation: recommenders learn from the training cases of a data set, and are judged by
 * where their complete lists have what came next.
 */
@NullMarked
package dev.millrace.standalone.evaluate;

import org.jspecify.annotations.NullMarked;
