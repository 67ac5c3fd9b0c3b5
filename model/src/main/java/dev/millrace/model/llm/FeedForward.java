package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/**
 * SwiGLU: down(silu(gate(x)) · up(x)).
 *
 * @param gate [d → intermediate]
 * @param up [d → intermediate]
 * @param down [intermediate → d]
 */
record FeedForward(LinearLayer gate, LinearLayer up, LinearLayer down) {

  NDArray apply(NDArray input, boolean training) {
    NDArray gated = gate.apply(input, training);
    if (NoGradient.isOn()) {
      try (gated;
          NDArray share = Activation.sigmoid(gated);
          NDArray factor = up.apply(input, training)) {
        return down.apply(gated.muli(share).muli(factor), training);
      }
    }
    NDArray silu = gated.mul(Activation.sigmoid(gated));
    return down.apply(silu.mul(up.apply(input, training)), training);
  }
}
