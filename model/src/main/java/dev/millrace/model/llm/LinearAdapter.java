package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;

/** What is added to the output of one linear layer. */
@FunctionalInterface
public interface LinearAdapter {

  /**
   * Computes the addition.
   *
   * @param input [rows, in], what the linear layer gets
   * @param training whether dropout applies
   * @return [rows, out], in the input's manager and type
   */
  NDArray delta(NDArray input, boolean training);
}
