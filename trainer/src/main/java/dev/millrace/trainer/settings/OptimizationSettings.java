package dev.millrace.trainer.settings;

import dev.millrace.model.optimizer.AdamWOptions;
import dev.millrace.trainer.learning.LearnerOptions;
import dev.millrace.trainer.learning.LearningRate;
import dev.millrace.trainer.objective.ObjectiveConfig;

/**
 * How steps are taken.
 *
 * @param learningRate the largest
 * @param warmUpSteps steps in which it rises to that
 * @param weightDecay share of a matrix that a step takes off, before the learning rate
 * @param dropout share of the residual stream's additions that training leaves out
 * @param clip the largest Euclidean norm of all gradients together
 * @param partTokens tokens that go through the model at once, padding included; less takes less
 *     memory and gives the same result
 * @param segmentLayers gradient checkpointing: layers whose inner states are computed again in the
 *     backward pass; 0 keeps them, which is faster and takes more memory
 * @param seed of everything random
 */
public record OptimizationSettings(
    double learningRate,
    long warmUpSteps,
    double weightDecay,
    double dropout,
    double clip,
    int partTokens,
    int segmentLayers,
    long seed) {

  /** Refuses figures out of range. */
  public OptimizationSettings {
    LearningRate.constant(learningRate, warmUpSteps);
    AdamWOptions.withDecay(weightDecay);
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout is from 0 to below 1, but was " + dropout);
    }
    if (!(clip > 0) || partTokens < 1 || segmentLayers < 0) {
      throw new IllegalArgumentException(
          "clip is above 0, part-tokens at least 1 and segment-layers not negative, but they were %s, %d and %d"
              .formatted(clip, partTokens, segmentLayers));
    }
  }

  /** A constant rate after the warm-up: a stream has no end. */
  public LearnerOptions endless(ObjectiveConfig objective) {
    return options(objective, new LearningRate.Course.Constant(), seed);
  }

  /**
   * With a course of the learning rate and another seed.
   *
   * @param course what comes after the warm-up
   */
  public LearnerOptions options(
      ObjectiveConfig objective, LearningRate.Course course, long otherSeed) {
    return new LearnerOptions(
        objective,
        new LearningRate(learningRate, warmUpSteps, course),
        AdamWOptions.withDecay(weightDecay),
        clip,
        partTokens,
        segmentLayers,
        otherSeed);
  }
}
