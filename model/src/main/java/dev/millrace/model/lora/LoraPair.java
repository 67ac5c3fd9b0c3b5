package dev.millrace.model.lora;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import dev.millrace.model.llm.Cast;
import dev.millrace.model.llm.LinearAdapter;

/**
 * s · B·A·dropout(x), computed in float32.
 *
 * @param down A, [r, in]
 * @param up B, [out, r]
 * @param scale s
 * @param dropout share of the inputs that training leaves out
 * @param cast between float32 and the decoder's precision
 */
record LoraPair(NDArray down, NDArray up, NDArray scale, double dropout, Cast cast)
    implements LinearAdapter {

  @Override
  public NDArray delta(NDArray input, boolean training) {
    NDArray x = cast.widen(input);
    if (training && dropout > 0) {
      x = Dropout.dropout(x, (float) dropout, true).singletonOrThrow();
    }
    NDArray narrow = Linear.linear(x, down, null).singletonOrThrow().mul(scale);
    return cast.narrow(Linear.linear(narrow, up, null).singletonOrThrow());
  }

  /** s · B·A, [out, in]. */
  NDArray product() {
    return up.matMul(down).mul(scale);
  }
}
