package dev.millrace.trainer.learning;

import dev.millrace.trainer.example.LearningExample;
import dev.millrace.trainer.example.ResponsePlace;

/**
 * A counted response place of a batch.
 *
 * @param index among the batch's counted places
 * @param row of the batch
 * @param place in the row
 * @param example that it belongs to
 * @param choice how many places of the example with more than one way to go on come before it
 */
record BatchPlace(int index, int row, ResponsePlace place, LearningExample example, int choice) {}
