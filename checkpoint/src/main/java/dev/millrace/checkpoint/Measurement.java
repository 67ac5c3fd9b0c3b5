package dev.millrace.checkpoint;

/**
 * A figure and what it rests on.
 *
 * @param value the figure; finite
 * @param cases examples that it was measured on
 */
public record Measurement(double value, long cases) {

  /**
   * @throws IllegalArgumentException if the value is not finite or the number of cases negative
   */
  public Measurement {
    if (!Double.isFinite(value) || cases < 0) {
      throw new IllegalArgumentException(
          "A measurement is a finite number over some cases; found %s over %d"
              .formatted(value, cases));
    }
  }
}
