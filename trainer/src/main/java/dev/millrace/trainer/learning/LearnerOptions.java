package dev.millrace.trainer.learning;

import dev.millrace.model.optimizer.AdamWOptions;
import dev.millrace.trainer.objective.ObjectiveConfig;

/**
 * How a model learns.
 *
 * @param objective what is made small
 * @param learningRate by step
 * @param adam constants of the optimiser
 * @param clip the largest Euclidean norm of all gradients together
 * @param partTokens a step's rows go through the model in parts of at most so many tokens, padding
 *     included; the result does not depend on it, the memory does
 * @param seed of everything random
 */
public record LearnerOptions(
    ObjectiveConfig objective,
    LearningRate learningRate,
    AdamWOptions adam,
    double clip,
    int partTokens,
    long seed) {

  /** Refuses sizes that are not above 0. */
  public LearnerOptions {
    if (!(clip > 0) || partTokens < 1) {
      throw new IllegalArgumentException(
          "The clip is above 0 and a part has at least 1 token, but they were %s and %d"
              .formatted(clip, partTokens));
    }
  }
}
