/**
 * Sums per key whose changes cross a repartition topic in packets: one record for hundreds of
 * changes, nothing lost in a crash.
 */
@NullMarked
package dev.millrace.streams.packets;

import org.jspecify.annotations.NullMarked;
