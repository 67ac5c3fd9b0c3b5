package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import org.jspecify.annotations.Nullable;

/** y = x·Wᵀ + b, plus what an adapter adds. */
final class LinearLayer {

  private final NDArray weight;
  private final @Nullable NDArray bias;
  private final @Nullable LinearAdapter adapter;

  /**
   * @param weight [out, in]
   * @param bias [out]
   */
  LinearLayer(NDArray weight, @Nullable NDArray bias, @Nullable LinearAdapter adapter) {
    this.weight = weight;
    this.bias = bias;
    this.adapter = adapter;
  }

  /**
   * @param input [rows, in]
   * @return [rows, out]
   */
  NDArray apply(NDArray input, boolean training) {
    NDArray output = Linear.linear(input, weight, bias).singletonOrThrow();
    return adapter == null ? output : output.add(adapter.delta(input, training));
  }
}
