package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;

/** A session's prompts and trees with the keys and values of all their tokens. */
sealed interface CachedTrees permits RaggedTrees, RectangularTrees {

  /** Takes what the prompts' layers give. */
  SequencePattern.KeyValueListener promptListener();

  /**
   * Lets the tree's latest nodes through the layers, and keeps their keys and values.
   *
   * @param latest those nodes
   * @param tokens of each of them
   * @return hidden states of their ends, [ends, d]
   */
  NDArray feed(LatestNodes latest, int[] tokens);
}
