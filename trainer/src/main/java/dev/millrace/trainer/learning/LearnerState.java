package dev.millrace.trainer.learning;

import dev.millrace.trainer.objective.Temperature;

/**
 * Where a learner stands, beside its weights and moments; part of a checkpoint.
 *
 * @param step number of steps taken
 * @param temperature τ of the next step
 * @param skippedSteps steps left out in all, because losses or gradients were not finite
 * @param skippedInARow those since the last step taken
 */
public record LearnerState(long step, double temperature, long skippedSteps, int skippedInARow) {

  /** Nothing learned yet. */
  static LearnerState begin(Temperature temperature) {
    return new LearnerState(0, temperature.start(), 0, 0);
  }

  /** After a step. */
  LearnerState stepped(double nextTemperature) {
    return new LearnerState(step + 1, nextTemperature, skippedSteps, 0);
  }

  /** After a step that was left out. */
  LearnerState skipped() {
    return new LearnerState(step, temperature, skippedSteps + 1, skippedInARow + 1);
  }
}
