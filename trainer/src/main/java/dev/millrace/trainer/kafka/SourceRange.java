package dev.millrace.trainer.kafka;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What to read of a topic.
 *
 * @param first offset to begin with, by partition; of all partitions
 * @param limit offset to stop before, by partition; null to go on for ever
 */
public record SourceRange(SortedMap<Integer, Long> first, @Nullable Map<Integer, Long> limit) {

  /** Copies the maps. */
  public SourceRange {
    if (first.isEmpty()) {
      throw new IllegalArgumentException("A topic has at least one partition, but there was none");
    }
    first = Collections.unmodifiableSortedMap(new TreeMap<>(first));
    limit = limit == null ? null : Map.copyOf(limit);
  }
}
