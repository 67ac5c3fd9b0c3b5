package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;

/** Which tokens see which, and where their keys and values are. */
interface AttentionPattern {

  /** Positions of the tokens whose queries look, as cosines and sines scaled by 1/√s. */
  Rotation queryRotation();

  /** Positions of the tokens whose keys are looked at, as cosines and sines. */
  Rotation keyRotation();

  /**
   * Lets the queries of one layer look at the keys that they see.
   *
   * @param layer from 0
   * @return [P, H·s]
   */
  NDArray attend(int layer, Heads heads);
}
