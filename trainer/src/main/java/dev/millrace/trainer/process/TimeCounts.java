package dev.millrace.trainer.process;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Times, counted in slots of one width: what is kept grows with how much the times differ, not with
 * how many there are.
 */
final class TimeCounts {

  private final long width;
  private final NavigableMap<Long, Long> counts = new TreeMap<>();

  /** Takes a time and how often it was counted. */
  @FunctionalInterface
  interface Each {
    void accept(long millis, long times);
  }

  /**
   * @param width of a slot, in milliseconds
   */
  TimeCounts(long width) {
    this.width = width;
  }

  /** Counts times that are equal. */
  void add(long millis, long times) {
    counts.merge(Math.floorDiv(millis, width), times, Long::sum);
  }

  /** Times that were counted. */
  long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * A time that a share of all times is not above, to the width of a slot; 0 when there are none.
   *
   * @param share from 0 to 1
   */
  long quantile(double share) {
    double wanted = share * total();
    long below = 0;
    for (Map.Entry<Long, Long> slot : counts.entrySet()) {
      below += slot.getValue();
      if (below >= wanted) {
        return slot.getKey() * width;
      }
    }
    return 0;
  }

  /** Hands over each slot's time in milliseconds and how many times it holds. */
  void forEach(Each each) {
    counts.forEach((slot, times) -> each.accept(slot * width, times));
  }

  void clear() {
    counts.clear();
  }
}
