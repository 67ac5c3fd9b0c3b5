package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;

/** x / sqrt(mean(x²) + ε) · weight over the last dimension, computed in float32. */
final class RmsNorm {

  private static final int[] LAST = {-1};

  private final NDArray weight;
  private final double epsilon;
  private final Cast cast;

  RmsNorm(NDArray weight, double epsilon, Cast cast) {
    this.weight = weight;
    this.epsilon = epsilon;
    this.cast = cast;
  }

  /**
   * @param input [..., weight size]
   * @return the same shape
   */
  NDArray apply(NDArray input) {
    NDArray x = cast.widen(input);
    NDArray root = x.square().mean(LAST, true).add(epsilon).sqrt();
    NDArray normed = cast.narrow(x.div(root));
    return NoGradient.isOn() ? normed.muli(weight) : normed.mul(weight);
  }
}
