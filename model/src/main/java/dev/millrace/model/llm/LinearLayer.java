package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/** y = x·Wᵀ + b, plus what an adapter adds. */
final class LinearLayer {

  private final MatrixProducts products;
  private final NDArray weight;
  private final @Nullable NDArray bias;
  private final @Nullable LinearAdapter adapter;

  /**
   * @param weight [out, in]
   * @param bias [out]
   */
  LinearLayer(
      MatrixProducts products,
      NDArray weight,
      @Nullable NDArray bias,
      @Nullable LinearAdapter adapter) {
    this.products = products;
    this.weight = weight;
    this.bias = bias;
    this.adapter = adapter;
  }

  /** Whether it is nothing but a product. */
  boolean isProduct() {
    return bias == null && adapter == null;
  }

  /** The weight, [out, in]. */
  NDArray weight() {
    return weight;
  }

  /**
   * @param input [rows, in]
   * @return [rows, out]
   */
  NDArray apply(NDArray input, boolean training) {
    NDArray output = products.linear(input, weight, bias);
    if (adapter == null) {
      return output;
    }
    NDArray delta = adapter.delta(input, training);
    return NoGradient.isOn() ? output.addi(delta) : output.add(delta);
  }
}
