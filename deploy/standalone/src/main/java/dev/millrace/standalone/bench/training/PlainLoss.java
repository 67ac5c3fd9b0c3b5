package dev.millrace.standalone.bench.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.millrace.trainer.example.TrainingRow;
import java.util.List;

/** A loss as it is computed where nothing is known about catalogues. */
interface PlainLoss {

  /** How many positions count in some rows. */
  long positions(List<TrainingRow> rows);

  /**
   * The sum over the counted positions.
   *
   * @param scratch owns the result
   * @param rows that go through the model together, the longest first
   * @return scalar, with gradient
   */
  NDArray sum(NDManager scratch, List<TrainingRow> rows);
}
