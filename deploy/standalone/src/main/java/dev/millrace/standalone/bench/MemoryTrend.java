package dev.millrace.standalone.bench;

import java.util.List;

/**
 * Where the memory of a process is going after warm-up, for people.
 *
 * @param trend in bytes
 */
public record MemoryTrend(Trend trend) {

  private static final double MEBIBYTE = 1 << 20;

  /**
   * Of the process, native memory included; flat where the system does not tell.
   *
   * @throws IllegalArgumentException if there are fewer than {@value Trend#FEWEST_SAMPLES} samples
   */
  public static MemoryTrend ofResident(List<MemorySample> samples) {
    return new MemoryTrend(
        Trend.of(
            samples.stream()
                .map(sample -> new Trend.Point(sample.events(), sample.residentBytes().orElse(1)))
                .toList()));
  }

  /** Whether memory grew by less than a tenth while the second half of the events came. */
  public boolean isFlat() {
    return trend.isFlat();
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
            trend.perEvent(),
            event,
            trend.mean() / MEBIBYTE,
            100 * trend.growth(),
            trend.events(),
            isFlat() ? "flat" : "GROWING");
  }
}
