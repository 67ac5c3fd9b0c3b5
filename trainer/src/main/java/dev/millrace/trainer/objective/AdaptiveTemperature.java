package dev.millrace.trainer.objective;

/**
 * A temperature that follows the logits of the catalogue's first tokens (arXiv 2504.04178, derived
 * from Gaussian negatives): with d = μ₊ − μ₋ and K = ln(N·η),
 *
 * <pre>  τ* = (d + √max(0, d² − 2Kσ²)) / 2K,   τ ← (1 − α)τ + α·τ*</pre>
 *
 * gives the ground truth η times the mass of the N others; τ* is kept between a minimum and a
 * maximum.
 *
 * @param options η, limits and α
 * @param value τ
 */
public record AdaptiveTemperature(Temperature.Adaptive options, double value) {

  /** Refuses a temperature that is not above 0. */
  public AdaptiveTemperature {
    if (!(value > 0)) {
      throw new IllegalArgumentException("A temperature is above 0, but was " + value);
    }
  }

  /** At its start. */
  public static AdaptiveTemperature start(Temperature.Adaptive options) {
    return new AdaptiveTemperature(options, options.start());
  }

  /** After a step; the same where the logits are not finite, for that is no step. */
  public AdaptiveTemperature next(RootLogits logits) {
    if (!logits.isFinite()) {
      return this;
    }
    double target = Math.max(options.minimum(), Math.min(optimum(logits), options.maximum()));
    double rate = options.rate();
    return new AdaptiveTemperature(options, (1 - rate) * value + rate * target);
  }

  /**
   * τ* before it is limited; infinite where so few tokens are there that no temperature leaves the
   * ground truth as little as η times their mass.
   */
  double optimum(RootLogits logits) {
    double distance = logits.target() - logits.mean();
    double k = Math.log(logits.children() * options.eta());
    if (k <= 0) {
      return Double.POSITIVE_INFINITY;
    }
    double root = Math.sqrt(Math.max(0, distance * distance - 2 * k * logits.variance()));
    return (distance + root) / (2 * k);
  }
}
