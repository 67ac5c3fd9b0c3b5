package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;

/** Which tokens see which, and where their keys and values are. */
interface AttentionPattern {

  /** Positions of the tokens whose queries look, and of those whose keys are looked at. */
  HeadRotations rotations();

  /**
   * Lets the queries of one layer look at the keys that they see.
   *
   * @param layer from 0
   * @return [P, H·s]
   */
  NDArray attend(int layer, Heads heads);
}
