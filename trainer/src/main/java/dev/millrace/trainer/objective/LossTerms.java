package dev.millrace.trainer.objective;

import ai.djl.ndarray.NDArray;

/**
 * The parts of a loss before their weights; a part that is switched off is 0.
 *
 * @param preference CPO, or the base loss where that is off
 * @param distillation CPD
 * @param regularisation CRR
 * @param base the loss without penalties, by which runs with different objectives compare
 */
public record LossTerms(
    double preference, double distillation, double regularisation, double base) {

  /** Nothing yet. */
  public static final LossTerms ZERO = new LossTerms(0, 0, 0, 0);

  /** Reads {@link BlockLoss#terms}; waits for the device. */
  public static LossTerms of(NDArray terms) {
    float[] values = terms.toFloatArray();
    return new LossTerms(values[0], values[1], values[2], values[3]);
  }

  /** The shares of another block added. */
  public LossTerms plus(LossTerms other) {
    return new LossTerms(
        preference + other.preference,
        distillation + other.distillation,
        regularisation + other.regularisation,
        base + other.base);
  }
}
