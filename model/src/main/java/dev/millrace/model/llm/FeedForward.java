package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/**
 * SwiGLU: down(silu(gate(x)) · up(x)).
 *
 * @param products computes both factors at once where that may be
 * @param gate [d → intermediate]
 * @param up [d → intermediate]
 * @param down [intermediate → d]
 */
record FeedForward(MatrixProducts products, LinearLayer gate, LinearLayer up, LinearLayer down) {

  NDArray apply(NDArray input, boolean training) {
    if (NoGradient.isOn()) {
      try (NDArray gated = gatedInPlace(input, training)) {
        return down.apply(gated, training);
      }
    }
    NDArray gated = gate.apply(input, training);
    NDArray silu = gated.mul(Activation.sigmoid(gated));
    return down.apply(silu.mul(up.apply(input, training)), training);
  }

  private NDArray gatedInPlace(NDArray input, boolean training) {
    if (products.canGate() && gate.isProduct() && up.isProduct()) {
      return products.gated(input, gate.weight(), up.weight());
    }
    NDArray gated = gate.apply(input, training);
    try (NDArray share = Activation.sigmoid(gated);
        NDArray factor = up.apply(input, training)) {
      return gated.muli(share).muli(factor);
    }
  }
}
