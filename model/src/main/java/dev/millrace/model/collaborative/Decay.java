package dev.millrace.model.collaborative;

import java.time.Duration;

/**
 * How weights fade with event time: by half for every half-life.
 *
 * @param halfLifeMillis milliseconds in which a weight halves; infinite when weights never fade
 */
public record Decay(double halfLifeMillis) {

  private static final Decay NONE = new Decay(Double.POSITIVE_INFINITY);

  /**
   * @throws IllegalArgumentException if the half-life is not positive
   */
  public Decay {
    if (!(halfLifeMillis > 0)) {
      throw new IllegalArgumentException("A half-life is positive, but was " + halfLifeMillis);
    }
  }

  /** Weights that never fade. */
  public static Decay none() {
    return NONE;
  }

  /**
   * @param halfLife positive
   */
  public static Decay halfLife(Duration halfLife) {
    return new Decay(halfLife.toMillis());
  }

  /**
   * What is left of a weight of 1.
   *
   * @param from event time of the weight, in milliseconds
   * @param to event time at which it is looked at; before {@code from}, nothing has faded
   */
  public double factor(long from, long to) {
    return to <= from ? 1.0 : Math.pow(2.0, (from - to) / halfLifeMillis);
  }

  /**
   * Orders weights of different times without a clock: of two weights, the one with the larger key
   * is the larger at any time (forward decay).
   *
   * @param weight not negative
   * @param asOf event time of the weight, in milliseconds
   */
  double orderingKey(double weight, long asOf) {
    return Math.log(weight) / LN_2 + asOf / halfLifeMillis;
  }

  private static final double LN_2 = Math.log(2.0);
}
