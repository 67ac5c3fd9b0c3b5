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
 * @param segmentLayers gradient checkpointing: of so many layers only what goes into them is kept,
 *     the rest is computed again; 0 keeps everything, which is faster
 * @param seed of everything random
 */
public record LearnerOptions(
    ObjectiveConfig objective,
    LearningRate learningRate,
    AdamWOptions adam,
    double clip,
    int partTokens,
    int segmentLayers,
    long seed) {

  /** Refuses sizes that are not above 0. */
  public LearnerOptions {
    if (!(clip > 0) || partTokens < 1 || segmentLayers < 0) {
      throw new IllegalArgumentException(
          "The clip is above 0, a part has at least 1 token and a segment no fewer layers than 0, but they were %s, %d and %d"
              .formatted(clip, partTokens, segmentLayers));
    }
  }
}
