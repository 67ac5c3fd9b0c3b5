package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.norm.Dropout;

/**
 * What all layers share in one forward pass.
 *
 * @param pattern which tokens see which
 * @param training whether adapters' dropout applies
 * @param dropout share of what is added to the residual stream that is left out, 0 when not
 *     training
 */
record Pass(AttentionPattern pattern, boolean training, double dropout) {

  /** Without dropout of any kind. */
  static Pass inference(AttentionPattern pattern) {
    return new Pass(pattern, false, 0);
  }

  /**
   * The residual stream with what a part of a layer adds to it.
   *
   * @param addition may be written over when nothing is recorded for gradients
   */
  NDArray sum(NDArray residual, NDArray addition) {
    NDArray kept = drop(addition);
    return NoGradient.isOn() ? kept.addi(residual) : residual.add(kept);
  }

  /** What is left of an addition to the residual stream. */
  NDArray drop(NDArray addition) {
    return dropout == 0
        ? addition
        : Dropout.dropout(addition, (float) dropout, true).singletonOrThrow();
  }
}
