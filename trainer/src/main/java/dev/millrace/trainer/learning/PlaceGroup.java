package dev.millrace.trainer.learning;

import dev.millrace.trainer.objective.BlockTargets;
import java.util.List;

/**
 * Response places whose logits make one block.
 *
 * @param places of a batch
 * @param columns their columns as indices among the batch's head rows, one list of C for each
 *     place, or none when the columns are the first C rows for all
 * @param targets what is known about the places
 */
record PlaceGroup(List<BatchPlace> places, List<int[]> columns, BlockTargets targets) {

  /** Whether all places have the same columns. */
  boolean isDense() {
    return columns.isEmpty();
  }
}
