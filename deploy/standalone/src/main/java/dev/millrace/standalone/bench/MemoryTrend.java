package dev.millrace.standalone.bench;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Where memory is going after warm-up, which is the first half: the line of least squares through
 * the samples of the second half.
 *
 * @param bytesPerEvent slope of the line
 * @param meanBytes mean of the samples
 * @param events events between the first and the last of them
 */
public record MemoryTrend(double bytesPerEvent, double meanBytes, long events) {

  /** A half must hold two samples. */
  static final int FEWEST_SAMPLES = 4;

  private static final double MOST_GROWTH = 0.1;
  private static final double MEBIBYTE = 1 << 20;

  /** Of the heap after full collections. */
  static MemoryTrend of(List<MemorySample> samples) {
    return of(samples, MemorySample::heapBytes);
  }

  /**
   * Of the process, native memory included; flat where the system does not tell.
   *
   * @throws IllegalArgumentException if there are fewer than {@value #FEWEST_SAMPLES} samples
   */
  public static MemoryTrend ofResident(List<MemorySample> samples) {
    return of(samples, sample -> sample.residentBytes().orElse(1));
  }

  private static MemoryTrend of(List<MemorySample> samples, ToLongFunction<MemorySample> bytes) {
    if (samples.size() < FEWEST_SAMPLES) {
      throw new IllegalArgumentException(
          "A trend needs at least " + FEWEST_SAMPLES + " samples, but found " + samples.size());
    }
    List<MemorySample> warm = samples.subList(samples.size() / 2, samples.size());
    double meanEvents = warm.stream().mapToLong(MemorySample::events).average().orElseThrow();
    double meanBytes = warm.stream().mapToLong(bytes).average().orElseThrow();
    double covariance = 0;
    double variance = 0;
    for (MemorySample sample : warm) {
      double distance = sample.events() - meanEvents;
      covariance += distance * (bytes.applyAsLong(sample) - meanBytes);
      variance += distance * distance;
    }
    long span = warm.get(warm.size() - 1).events() - warm.get(0).events();
    return new MemoryTrend(covariance / variance, meanBytes, span);
  }

  /** Growth along the line over the samples, as a share of their mean. */
  double growth() {
    return bytesPerEvent * events / meanBytes;
  }

  /** Whether memory grew by less than a tenth while the second half of the events came. */
  public boolean isFlat() {
    return growth() < MOST_GROWTH;
  }

  /**
   * One line for people.
   *
   * @param memory which memory
   * @param event what happened again and again, such as "an event"
   */
  public String verdict(String memory, String event) {
    return "%s after warm-up: %+.2f bytes %s around %.0f MiB, %+.1f %% in %,d of them: %s"
        .formatted(
            memory,
            bytesPerEvent,
            event,
            meanBytes / MEBIBYTE,
            100 * growth(),
            events,
            isFlat() ? "flat" : "GROWING");
  }
}
