package dev.millrace.model.sequential;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;

/** What the encoders are built of; each operation carries gradients. */
final class Layers {

  private static final float NORM_EPSILON = 1e-8f;

  private Layers() {}

  /**
   * y = x·Wᵀ + b over the last dimension.
   *
   * @param weight [out, in]
   * @param bias [out]
   */
  record Dense(NDArray weight, NDArray bias) {

    static Dense create(Weights weights, String name, long out, long in) {
      return new Dense(
          weights.matrix(name + ".weight", out, in), weights.constant(name + ".bias", out, 0));
    }

    NDArray apply(NDArray input) {
      return Linear.linear(input, weight, bias).singletonOrThrow();
    }
  }

  /** (x − mean) / sqrt(variance + ε) · weight + bias over the last dimension. */
  record Norm(NDArray weight, NDArray bias) {

    static Norm create(Weights weights, String name, long width) {
      return new Norm(
          weights.constant(name + ".weight", width, 1), weights.constant(name + ".bias", width, 0));
    }

    NDArray apply(NDArray input) {
      Shape width = new Shape(weight.getShape().get(0));
      return LayerNorm.layerNorm(input, width, weight, bias, NORM_EPSILON).singletonOrThrow();
    }
  }

  /** Leaves out a share of the input while training, and makes up for it. */
  static NDArray dropout(NDArray input, double rate, boolean training) {
    return training && rate > 0
        ? Dropout.dropout(input, (float) rate, true).singletonOrThrow()
        : input;
  }
}
