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
    RmsNorm attentionNorm, SelfAttention attention, RmsNorm feedForwardNorm, FeedForward feedForward) {

  /**
   * @param hidden [R, d]
   * @param layer from 0
   * @return [R, d]
   */
  NDArray apply(NDArray hidden, int layer, Pass pass) {
    NDArray attended = hidden.add(attention.apply(attentionNorm.apply(hidden), layer, pass));
    return attended.add(feedForward.apply(feedForwardNorm.apply(attended), pass.training()));
  }
}
