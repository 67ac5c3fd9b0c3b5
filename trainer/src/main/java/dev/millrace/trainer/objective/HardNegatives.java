package dev.millrace.trainer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.List;

/**
 * Self-hard negatives of a block's positions, N = {v ≠ g : P^I(v) ≥ φ · P^L(g)}, and what follows
 * from them. Nothing here has a gradient; call it inside {@code NoGradient}.
 */
final class HardNegatives {

  /** Keeps the weights of no negatives from being 0 / 0. */
  private static final float LITTLE = 1e-30f;

  private final BlockArrays arrays;
  private final NDArray members;
  private final NDArray masses;

  private HardNegatives(BlockArrays arrays, NDArray members, NDArray masses) {
    this.arrays = arrays;
    this.members = members;
    this.masses = masses;
  }

  /**
   * @param logProbabilities of the layers that select and weight, each [P, C]
   * @param threshold φ · P^L(g), [P, 1]
   */
  static HardNegatives select(
      BlockArrays arrays, List<NDArray> logProbabilities, NDArray threshold) {
    NDArray ensemble = ensemble(logProbabilities);
    NDArray candidates = arrays.withTarget(arrays.masked(ensemble), -1);
    NDArray members = candidates.gte(threshold).toType(DataType.FLOAT32, true);
    return new HardNegatives(arrays, members, candidates.muli(members));
  }

  /** P^I = mean over layers of softmax(z^k), [P, C]. */
  private static NDArray ensemble(List<NDArray> logProbabilities) {
    NDArray sum = logProbabilities.get(0).exp();
    for (NDArray other : logProbabilities.subList(1, logProbabilities.size())) {
      sum.addi(other.exp());
    }
    return logProbabilities.size() == 1 ? sum : sum.divi(logProbabilities.size());
  }

  /** 1 for negatives, 0 for other tokens, [P, C]. */
  NDArray members() {
    return members;
  }

  /**
   * ln(1 + a · |N| · w(v)) with w(v) = P^I(v) / Σ_N P^I, which is 0 outside N.
   *
   * @return [P, C]
   */
  NDArray penalties(double a) {
    NDArray count = rowSums(members);
    NDArray mass = rowSums(masses).maximum(LITTLE);
    return masses.mul(count.muli(a).divi(mass)).addi(1).log();
  }

  /**
   * Soft labels before they are made to sum to one: rewards on N ∪ {g}, 0 elsewhere.
   *
   * @param rewards [P, C]
   * @return [P, C]
   */
  NDArray softLabels(NDArray rewards) {
    return arrays.withTarget(members, 1).muli(rewards);
  }

  static NDArray rowSums(NDArray values) {
    return values.sum(new int[] {1}, true);
  }
}
