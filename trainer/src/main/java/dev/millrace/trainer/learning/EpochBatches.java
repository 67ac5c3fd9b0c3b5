package dev.millrace.trainer.learning;

import dev.millrace.trainer.example.RowBatches;
import dev.millrace.trainer.example.TrainingRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The micro-batches of an epoch: rows shuffled, pools of them sorted by length, and shuffled again.
 */
public final class EpochBatches {

  /** Steps whose rows are sorted by length together. */
  private static final int STEPS_IN_POOL = 25;

  private EpochBatches() {}

  /**
   * The same options and number give the same batches.
   *
   * @param epoch from 1
   * @return each row once
   */
  public static List<List<TrainingRow>> of(
      List<TrainingRow> rows, EpochOptions options, int epoch) {
    Random random = new Random(options.seed() * 1_000_003 + epoch);
    List<TrainingRow> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, random);
    List<List<TrainingRow>> batches = new ArrayList<>();
    for (List<TrainingRow> pool :
        pools(shuffled, (long) STEPS_IN_POOL * options.examplesPerStep())) {
      batches.addAll(RowBatches.byExamples(pool, options.examplesPerStep()));
    }
    Collections.shuffle(batches, random);
    return batches;
  }

  private static List<List<TrainingRow>> pools(List<TrainingRow> shuffled, long examples) {
    List<List<TrainingRow>> pools = new ArrayList<>();
    int start = 0;
    long inPool = 0;
    for (int row = 0; row < shuffled.size(); row++) {
      inPool += shuffled.get(row).examples().size();
      if (inPool >= examples || row == shuffled.size() - 1) {
        pools.add(shuffled.subList(start, row + 1));
        start = row + 1;
        inPool = 0;
      }
    }
    return pools;
  }
}
