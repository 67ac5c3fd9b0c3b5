package dev.millrace.model.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.function.Predicate;

/**
 * Constants of AdamW.
 *
 * @param beta1 how much of the mean gradient is kept at a step
 * @param beta2 how much of the mean squared gradient is kept at a step
 * @param epsilon added to the root of the mean square
 * @param weightDecay share of a weight that a step takes off, before the learning rate
 * @param decayed which parameters the decay applies to
 */
public record AdamWOptions(
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    Predicate<NDArray> decayed) {

  /** Refuses betas outside [0, 1) and negative figures. */
  public AdamWOptions {
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
      throw new IllegalArgumentException(
          "Betas are from 0 to below 1, but were %s and %s".formatted(beta1, beta2));
    }
    if (!(epsilon > 0 && weightDecay >= 0)) {
      throw new IllegalArgumentException(
          "epsilon is above 0 and weightDecay not negative, but they were %s and %s"
              .formatted(epsilon, weightDecay));
    }
  }

  /** Betas 0.9 and 0.95, ε 1e-8; the decay applies to matrices, not to norms and biases. */
  public static AdamWOptions withDecay(double weightDecay) {
    return new AdamWOptions(
        0.9, 0.95, 1e-8, weightDecay, parameter -> parameter.getShape().dimension() > 1);
  }
}
