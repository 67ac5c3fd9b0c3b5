package dev.millrace.standalone.data.synthetic;

import java.time.Instant;

/**
 * What is generated.
 *
 * @param seed same seed, same stream
 * @param users people, at least 1
 * @param items catalogue size, at least {@value #SMALLEST_CATALOGUE}
 * @param start event time from which people act
 */
public record SyntheticSettings(long seed, int users, int items, Instant start) {

  /** A catalogue below this has no room for genres and series. */
  public static final int SMALLEST_CATALOGUE = 50;

  public SyntheticSettings {
    if (users < 1) {
      throw new IllegalArgumentException("users must be at least 1, but was " + users);
    }
    if (items < SMALLEST_CATALOGUE) {
      throw new IllegalArgumentException(
          "items must be at least " + SMALLEST_CATALOGUE + ", but was " + items);
    }
  }

  /** What the demo shows: 3,000 people, 2,000 items, from the start of 2024. */
  public static SyntheticSettings defaults() {
    return new SyntheticSettings(42, 3_000, 2_000, Instant.parse("2024-01-01T00:00:00Z"));
  }

  /**
   * The same with other sizes.
   *
   * @param users people
   * @param items catalogue size
   */
  public SyntheticSettings sized(int users, int items) {
    return new SyntheticSettings(seed, users, items, start);
  }
}
