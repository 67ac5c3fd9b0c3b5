package dev.millrace.model.sequential;

import ai.djl.ndarray.NDArray;

/** The part in which the networks differ: from items to what a user wants next. */
sealed interface SequenceEncoder permits SasRecEncoder, Gru4RecEncoder, CaserEncoder {

  /**
   * The user's state after each item; a state depends on its own and earlier items only.
   *
   * @param embedded items, [B, T, d]
   * @param training whether dropout is active
   * @return [B, T, d], in the manager of the input
   */
  NDArray encode(NDArray embedded, boolean training);
}
