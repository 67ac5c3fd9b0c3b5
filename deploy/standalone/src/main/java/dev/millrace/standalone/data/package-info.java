/**
 * Where items and interactions come from: CSV and MovieLens files read as streams, and a generated
 * click stream for those who have no data at hand.
 */
@NullMarked
package dev.millrace.standalone.data;

import org.jspecify.annotations.NullMarked;
