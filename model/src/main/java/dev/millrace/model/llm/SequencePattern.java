package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Whole sequences: each token sees itself and what came before, within the layer's window. */
sealed interface SequencePattern extends AttentionPattern
    permits SequenceAttention, RaggedSequenceAttention {

  /** Gets the keys and values of each layer, laid out as the pattern has them. */
  @FunctionalInterface
  interface KeyValueListener {

    /** What training needs of them. */
    KeyValueListener NONE = (layer, keys, values) -> {};

    void onLayer(int layer, NDArray keys, NDArray values);
  }

  /**
   * All tokens look: prompt by prompt where that is faster and nothing is recorded for gradients,
   * else in a rectangle.
   */
  static SequencePattern of(
      NDManager manager, PackedBatch batch, DecoderContext context, KeyValueListener listener) {
    return context.ragged() != null && NoGradient.isOn()
        ? new RaggedSequenceAttention(manager, batch, context, listener)
        : new SequenceAttention(manager, batch, context, listener);
  }

  /** The same sequences, of which only some tokens look. */
  AttentionPattern at(NDManager manager, Positions positions, DecoderContext context);
}
