package dev.millrace.trainer.learning;

import dev.millrace.model.sequential.EarlyStopping;
import dev.millrace.model.sequential.TrainingResult;
import dev.millrace.trainer.example.RowBatches;
import dev.millrace.trainer.example.TrainingRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * Lets a model learn from rows that are all there, until validation gets no better, and leaves it
 * with its best parameters. Every epoch has another order; rows of like length go together.
 */
public final class EpochTrainer {

  /** Steps whose rows are sorted by length together. */
  private static final int STEPS_IN_POOL = 25;

  private final Learner learner;
  private final LearningContext context;
  private final EpochOptions options;
  private final EpochListener listener;

  /**
   * @param context catalogue and rewards, the same all the time
   */
  public EpochTrainer(
      Learner learner, LearningContext context, EpochOptions options, EpochListener listener) {
    this.learner = learner;
    this.context = context;
    this.options = options;
    this.listener = listener;
  }

  /**
   * Learns.
   *
   * @param validation judges the model as it is; larger is better
   * @throws DivergedException if losses or gradients are not finite three times in a row
   */
  public TrainingResult train(List<TrainingRow> rows, DoubleSupplier validation) {
    EarlyStopping stopping = new EarlyStopping(options.patience());
    try (ParameterSnapshot best = new ParameterSnapshot(learner.model())) {
      for (int epoch = 1; epoch <= options.epochs() && !stopping.isOver(); epoch++) {
        Epoch pass = new Epoch(epoch, batches(rows, epoch));
        pass.run();
        boolean better = stopping.isBest(epoch, validation.getAsDouble());
        if (better) {
          best.take();
        }
        listener.onEpoch(pass.summary(stopping.latest(), better));
      }
      best.restore();
    }
    return stopping.result();
  }

  /** Micro-batches of an epoch: shuffled rows, pools of them sorted by length, shuffled again. */
  private List<List<TrainingRow>> batches(List<TrainingRow> rows, int epoch) {
    Random random = new Random(options.seed() * 1_000_003 + epoch);
    List<TrainingRow> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, random);
    List<List<TrainingRow>> batches = new ArrayList<>();
    for (List<TrainingRow> pool : pools(shuffled)) {
      batches.addAll(RowBatches.byExamples(pool, options.examplesPerStep()));
    }
    Collections.shuffle(batches, random);
    return batches;
  }

  private List<List<TrainingRow>> pools(List<TrainingRow> shuffled) {
    List<List<TrainingRow>> pools = new ArrayList<>();
    int start = 0;
    long examples = 0;
    for (int row = 0; row < shuffled.size(); row++) {
      examples += shuffled.get(row).examples().size();
      if (examples >= (long) STEPS_IN_POOL * options.examplesPerStep()
          || row == shuffled.size() - 1) {
        pools.add(shuffled.subList(start, row + 1));
        start = row + 1;
        examples = 0;
      }
    }
    return pools;
  }

  /** One pass over the data. */
  private final class Epoch {

    private final int number;
    private final List<List<TrainingRow>> batches;
    private final long start = System.nanoTime();
    private double seconds;
    private double loss;
    private double baseLoss;
    private long positions;
    private long examples;
    private long tokens;
    private int skipped;

    Epoch(int number, List<List<TrainingRow>> batches) {
      this.number = number;
      this.batches = batches;
    }

    void run() {
      long all = batches.stream().mapToLong(Epoch::examples).sum();
      for (List<TrainingRow> batch : batches) {
        StepReport report = learner.learn(batch, context);
        count(report);
        examples += examples(batch);
        listener.onStep(number, examples, all, report);
      }
      seconds = (System.nanoTime() - start) / 1e9;
    }

    private void count(StepReport report) {
      tokens += report.tokens();
      if (report.skipped()) {
        skipped++;
        return;
      }
      StepLosses losses = report.losses();
      loss += losses.total() * losses.counted().all();
      baseLoss += losses.terms().base() * losses.counted().all();
      positions += losses.counted().all();
    }

    private static long examples(List<TrainingRow> batch) {
      return batch.stream().mapToLong(row -> row.examples().size()).sum();
    }

    EpochSummary summary(double validation, boolean best) {
      double counted = Math.max(1, positions);
      return new EpochSummary(
          number,
          loss / counted,
          baseLoss / counted,
          validation,
          best,
          examples,
          tokens,
          skipped,
          seconds);
    }
  }
}
