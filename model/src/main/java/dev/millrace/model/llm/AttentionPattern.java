package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;

/** Which tokens see which, and where their keys and values are. */
interface AttentionPattern {

  /** Positions of the tokens in their sequences, as cosines and sines. */
  Rotation rotation();

  /**
   * Lets the queries of one layer look at the keys that they see.
   *
   * @param layer from 0
   * @return [R, H·s]
   */
  NDArray attend(int layer, Heads heads);
}
