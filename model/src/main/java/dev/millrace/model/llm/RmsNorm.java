package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/** x / sqrt(mean(x²) + ε) · weight over the last dimension, computed in float32. */
final class RmsNorm {

  private static final int[] LAST = {-1};

  private final NDArray weight;
  private final double epsilon;

  RmsNorm(NDArray weight, double epsilon) {
    this.weight = weight;
    this.epsilon = epsilon;
  }

  /**
   * @param input [..., weight size]
   * @return the same shape
   */
  NDArray apply(NDArray input) {
    NDArray x = input.toType(DataType.FLOAT32, false);
    NDArray root = x.square().mean(LAST, true).add(epsilon).sqrt();
    return x.div(root).toType(input.getDataType(), false).mul(weight);
  }
}
