package dev.millrace.trainer.learning;

import dev.millrace.model.sequential.EarlyStopping;
import dev.millrace.model.sequential.TrainingResult;
import dev.millrace.trainer.example.TrainingRow;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Lets a model learn from rows that are all there, until validation gets no better, and leaves it
 * with its best parameters. Every epoch has another order; rows of like length go together.
 */
public final class EpochTrainer {

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
        Epoch pass = new Epoch(epoch, EpochBatches.of(rows, options, epoch));
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
