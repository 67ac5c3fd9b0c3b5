package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * Turns pairs of dimensions (i, i + s/2) of each head by an angle that grows with the position.
 *
 * @param cosine [R, 1, s]
 * @param sine [R, 1, s], negative in the first half of the dimensions
 */
record Rotation(NDArray cosine, NDArray sine) {

  /**
   * @param heads [R, heads, s]; may be written over when nothing is recorded for gradients
   * @return the same shape
   */
  NDArray apply(NDArray heads) {
    NDList halves = heads.split(2, 2);
    NDArray swapped = halves.get(1).concat(halves.get(0), 2);
    if (NoGradient.isOn()) {
      try (swapped) {
        return heads.muli(cosine).addi(swapped.muli(sine));
      }
    }
    return heads.mul(cosine).add(swapped.mul(sine));
  }

  /** Turns and multiplies by a number, at the cost of turning. */
  Rotation scaled(NDArray factor) {
    return new Rotation(cosine.mul(factor), sine.mul(factor));
  }
}
