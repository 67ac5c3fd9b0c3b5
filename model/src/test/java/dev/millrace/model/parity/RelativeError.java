package dev.millrace.model.parity;

/** How far two arrays are apart. */
public final class RelativeError {

  private RelativeError() {}

  /** Norm of the difference over norm of the expected. */
  public static double of(float[] actual, float[] expected) {
    if (actual.length != expected.length) {
      throw new AssertionError(
          "%d values were expected, but there were %d".formatted(expected.length, actual.length));
    }
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < actual.length; i++) {
      difference += Math.pow((double) actual[i] - expected[i], 2);
      norm += Math.pow(expected[i], 2);
    }
    return Math.sqrt(difference / norm);
  }
}
