package dev.millrace.model.lora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import dev.millrace.model.llm.LinearAdapter;

/**
 * s · B·A·dropout(x), computed in float32.
 *
 * @param down A, [r, in]
 * @param up B, [out, r]
 * @param config gives scale s and dropout
 */
record LoraPair(NDArray down, NDArray up, LoraConfig config) implements LinearAdapter {

  @Override
  public NDArray delta(NDArray input, boolean training) {
    NDArray x = input.toType(DataType.FLOAT32, false);
    if (training && config.dropout() > 0) {
      x = Dropout.dropout(x, (float) config.dropout(), true).singletonOrThrow();
    }
    NDArray narrow = Linear.linear(x, down, null).singletonOrThrow().mul(config.scale());
    return Linear.linear(narrow, up, null)
        .singletonOrThrow()
        .toType(input.getDataType(), false);
  }

  /** s · B·A, [out, in]. */
  NDArray product() {
    return up.matMul(down).mul(config.scale());
  }
}
