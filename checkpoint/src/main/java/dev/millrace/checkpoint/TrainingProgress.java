package dev.millrace.checkpoint;

import java.time.Duration;

/**
 * How far training has come, all since the base model.
 *
 * @param step optimiser steps taken
 * @param examples examples learned from, replayed ones not counted
 * @param position where to go on
 * @param wallTime time spent training
 */
public record TrainingProgress(
    long step, long examples, SourcePosition position, Duration wallTime) {

  /**
   * @throws IllegalArgumentException if a figure is negative
   */
  public TrainingProgress {
    if (step < 0 || examples < 0 || wallTime.isNegative()) {
      throw new IllegalArgumentException(
          "Progress is not negative; found step %d, %d examples, %s"
              .formatted(step, examples, wallTime));
    }
  }
}
