package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;

/**
 * h + attention(norm(h)), then + feedForward(norm(·)).
 *
 * @param attentionNorm input_layernorm
 * @param attention self_attn
 * @param feedForwardNorm post_attention_layernorm
 * @param feedForward mlp
 */
record DecoderLayer(
    RmsNorm attentionNorm,
    SelfAttention attention,
    RmsNorm feedForwardNorm,
    FeedForward feedForward) {

  /**
   * @param hidden [R, d]
   * @param layer from 0
   * @return [R, d]
   */
  NDArray apply(NDArray hidden, int layer, Pass pass) {
    NDArray attended =
        Scoped.compute(
            () -> {
              NDArray normed = attentionNorm.apply(hidden);
              return pass.sum(hidden, attention.apply(normed, normed, layer, pass));
            });
    return apply(attended, pass);
  }

  /**
   * The same for some of the tokens only: keys and values are all that the others give.
   *
   * @param hidden [R, d]
   * @param places indices of the tokens, [P], whose queries the pass's pattern expects
   * @param layer from 0
   * @return [P, d]
   */
  NDArray applyAt(NDArray hidden, NDArray places, int layer, Pass pass) {
    NDArray attended =
        Scoped.compute(
            () -> {
              NDArray normed = attentionNorm.apply(hidden);
              NDArray queried = Slots.pick(normed, places);
              return pass.sum(
                  Slots.pick(hidden, places), attention.apply(queried, normed, layer, pass));
            });
    return apply(attended, pass);
  }

  private NDArray apply(NDArray attended, Pass pass) {
    return pass.sum(attended, feedForward.apply(feedForwardNorm.apply(attended), pass.training()));
  }
}
