package dev.millrace.standalone.bench;

import java.util.Arrays;

/**
 * Order statistics of measured durations.
 *
 * @param count how many were measured
 * @param p50 median in milliseconds; NaN when nothing was measured
 * @param p99 99th percentile in milliseconds; NaN when nothing was measured
 * @param max largest in milliseconds; NaN when nothing was measured
 */
public record Percentiles(int count, double p50, double p99, double max) {

  private static final double NANOS_PER_MILLI = 1e6;

  /**
   * @param nanos durations in nanoseconds, in any order; not kept
   */
  public static Percentiles ofNanos(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Percentiles(sorted.length, at(sorted, 0.50), at(sorted, 0.99), at(sorted, 1.0));
  }

  /** Nearest-rank percentile: the smallest value with at least the share q at or below it. */
  private static double at(long[] sorted, double q) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(q * sorted.length);
    return sorted[Math.max(rank, 1) - 1] / NANOS_PER_MILLI;
  }
}
