package dev.millrace.standalone.bench;

/**
 * Size of a soak run.
 *
 * @param events interactions to send
 * @param users people they come from
 * @param items size of the catalogue
 * @param every events from one measurement to the next; four measurements are needed at least
 */
public record SoakSettings(long events, int users, int items, long every) {

  /**
   * @throws IllegalArgumentException if there would be too few measurements
   */
  public SoakSettings {
    if (every < 1 || events / every < MemoryTrend.FEWEST_SAMPLES) {
      throw new IllegalArgumentException(
          "--events must be at least %d times --every, but they were %d and %d"
              .formatted(MemoryTrend.FEWEST_SAMPLES, events, every));
    }
  }
}
