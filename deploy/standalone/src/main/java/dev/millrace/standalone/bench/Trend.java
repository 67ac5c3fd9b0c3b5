package dev.millrace.standalone.bench;

import java.util.List;

/**
 * Where something is going after warm-up, which is the first half: the line of least squares
 * through the samples of the second half.
 *
 * @param perEvent slope of the line
 * @param mean of the samples
 * @param events events between the first and the last of them
 */
public record Trend(double perEvent, double mean, long events) {

  /** A half must hold two samples. */
  public static final int FEWEST_SAMPLES = 4;

  /** Growth, as a share of the mean, from which on something is growing. */
  public static final double MOST_GROWTH = 0.1;

  /**
   * One sample.
   *
   * @param events events processed by then
   * @param value what was measured
   */
  public record Point(long events, double value) {}

  /**
   * Fits the line.
   *
   * @throws IllegalArgumentException if there are fewer than {@value #FEWEST_SAMPLES} samples
   */
  public static Trend of(List<Point> samples) {
    if (samples.size() < FEWEST_SAMPLES) {
      throw new IllegalArgumentException(
          "A trend needs at least " + FEWEST_SAMPLES + " samples, but found " + samples.size());
    }
    List<Point> warm = samples.subList(samples.size() / 2, samples.size());
    double meanEvents = warm.stream().mapToLong(Point::events).average().orElseThrow();
    double mean = warm.stream().mapToDouble(Point::value).average().orElseThrow();
    double covariance = 0;
    double variance = 0;
    for (Point sample : warm) {
      double distance = sample.events() - meanEvents;
      covariance += distance * (sample.value() - mean);
      variance += distance * distance;
    }
    long span = warm.get(warm.size() - 1).events() - warm.get(0).events();
    return new Trend(covariance / variance, mean, span);
  }

  /** Growth along the line over the samples, as a share of their mean; 0 of nothing. */
  public double growth() {
    return mean == 0 ? 0 : perEvent * events / mean;
  }

  /** Whether it grew by less than a tenth while the second half of the events came. */
  public boolean isFlat() {
    return growth() < MOST_GROWTH;
  }
}
