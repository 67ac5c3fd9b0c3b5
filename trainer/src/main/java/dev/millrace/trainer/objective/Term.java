package dev.millrace.trainer.objective;

/**
 * A part of an objective that can be switched off.
 *
 * @param enabled the switch
 * @param weight not negative; 0 is as good as switched off
 */
public record Term(boolean enabled, double weight) {

  /** Refuses a negative weight. */
  public Term {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("A weight is not negative, but was " + weight);
    }
  }

  /** A part that counts. */
  public static Term weighted(double weight) {
    return new Term(true, weight);
  }

  /** The same part with its switch off. */
  public Term off() {
    return new Term(false, weight);
  }

  /** Whether the part changes anything. */
  public boolean isActive() {
    return enabled && weight > 0;
  }
}
