package dev.millrace.trainer.objective;

import ai.djl.ndarray.NDArray;

/** τ · Σ_t −log softmax(z_t / τ)[g] over a block's positions. */
final class CrossEntropy {

  private final BlockArrays arrays;
  private final double temperature;

  CrossEntropy(BlockArrays arrays, double temperature) {
    this.arrays = arrays;
    this.temperature = temperature;
  }

  /** Whether {@link #ofLogProbabilities} may be asked. */
  boolean isPlain() {
    return temperature == 1;
  }

  /**
   * @param logits z, [P, C]
   * @return scalar
   */
  NDArray of(NDArray logits) {
    NDArray sharpened = isPlain() ? logits : logits.mul(arrays.scalar(1 / temperature));
    NDArray sum = ofLogProbabilities(sharpened.logSoftmax(1));
    return isPlain() ? sum : sum.mul(arrays.scalar(temperature));
  }

  /**
   * The same at temperature 1, where log-probabilities are known.
   *
   * @param logProbabilities log softmax(z), [P, C]
   * @return scalar
   */
  NDArray ofLogProbabilities(NDArray logProbabilities) {
    return arrays.atTarget(logProbabilities).sum().neg();
  }
}
