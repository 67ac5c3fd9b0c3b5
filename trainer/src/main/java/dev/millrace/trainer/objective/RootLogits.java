package dev.millrace.trainer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.millrace.model.llm.NoGradient;

/**
 * Statistics of final logits at first response positions, over the children of the root. Mean and
 * variance are of each position's logits and then averaged, so that a number added to all logits of
 * a position, which changes no probability, changes no temperature either.
 *
 * @param positions how many, above 0
 * @param children N, how many tokens a catalogue item can begin with
 * @param target μ₊, mean logit of the ground-truth tokens
 * @param mean μ₋, mean logit of all children
 * @param variance σ² of all children
 */
public record RootLogits(
    long positions, int children, double target, double mean, double variance) {

  /** Refuses statistics of nothing. */
  public RootLogits {
    if (positions < 1 || children < 1) {
      throw new IllegalArgumentException(
          "Logits have positions and children, but there were %d and %d"
              .formatted(positions, children));
    }
  }

  /**
   * Of the root's block, where all positions have as many tokens as there are columns.
   *
   * @throws IllegalArgumentException if some have fewer
   */
  public static RootLogits of(LogitBlock block) {
    BlockTargets targets = block.targets();
    if (targets.isPadded()) {
      throw new IllegalArgumentException("All children of the root are wanted at each position");
    }
    try (NoGradient noGradient = new NoGradient();
        NDScope scope = new NDScope()) {
      noGradient.suppressNotUsedWarning();
      scope.suppressNotUsedWarning();
      NDArray logits = block.last();
      NDArray means = logits.mean(new int[] {1}, true);
      NDArray own = new BlockArrays(logits.getManager(), targets).atTarget(logits);
      return new RootLogits(
          targets.positions(),
          targets.columns(),
          own.mean().getFloat(),
          means.mean().getFloat(),
          logits.sub(means).square().mean().getFloat());
    }
  }

  /** With the positions of another block of the same root. */
  public RootLogits plus(RootLogits other) {
    double share = (double) other.positions / (positions + other.positions);
    return new RootLogits(
        positions + other.positions,
        children,
        mix(target, other.target, share),
        mix(mean, other.mean, share),
        mix(variance, other.variance, share));
  }

  boolean isFinite() {
    return Double.isFinite(target) && Double.isFinite(mean) && Double.isFinite(variance);
  }

  private static double mix(double own, double others, double share) {
    return (1 - share) * own + share * others;
  }
}
