package dev.millrace.standalone.bench;

import java.util.List;

/**
 * Where the heap is going after warm-up, which is the first half: the line of least squares through
 * the samples of the second half.
 *
 * @param bytesPerEvent slope of the line
 * @param meanBytes mean of the samples
 * @param events events between the first and the last of them
 */
record MemoryTrend(double bytesPerEvent, double meanBytes, long events) {

  /** A half must hold two samples. */
  static final int FEWEST_SAMPLES = 4;

  private static final double MOST_GROWTH = 0.1;
  private static final double MEBIBYTE = 1 << 20;

  static MemoryTrend of(List<MemorySample> samples) {
    if (samples.size() < FEWEST_SAMPLES) {
      throw new IllegalArgumentException(
          "A trend needs at least " + FEWEST_SAMPLES + " samples, but found " + samples.size());
    }
    List<MemorySample> warm = samples.subList(samples.size() / 2, samples.size());
    double meanEvents = warm.stream().mapToLong(MemorySample::events).average().orElseThrow();
    double meanBytes = warm.stream().mapToLong(MemorySample::heapBytes).average().orElseThrow();
    double covariance = 0;
    double variance = 0;
    for (MemorySample sample : warm) {
      double distance = sample.events() - meanEvents;
      covariance += distance * (sample.heapBytes() - meanBytes);
      variance += distance * distance;
    }
    long span = warm.get(warm.size() - 1).events() - warm.get(0).events();
    return new MemoryTrend(covariance / variance, meanBytes, span);
  }

  /** Growth along the line over the samples, as a share of their mean. */
  double growth() {
    return bytesPerEvent * events / meanBytes;
  }

  /** Whether the heap grew by less than a tenth while the second half of the events came. */
  boolean isFlat() {
    return growth() < MOST_GROWTH;
  }

  String verdict() {
    return "heap after warm-up: %+.2f bytes an event around %.0f MiB, %+.1f %% in %,d events: %s"
        .formatted(
            bytesPerEvent,
            meanBytes / MEBIBYTE,
            100 * growth(),
            events,
            isFlat() ? "flat" : "GROWING");
  }
}
