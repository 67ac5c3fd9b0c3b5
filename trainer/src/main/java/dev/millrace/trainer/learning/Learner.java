package dev.millrace.trainer.learning;

import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.millrace.model.llm.NoGradient;
import dev.millrace.model.llm.Segments;
import dev.millrace.model.llm.TensorEngine;
import dev.millrace.model.optimizer.AdamW;
import dev.millrace.trainer.example.RowBatches;
import dev.millrace.trainer.example.TrainingRow;
import dev.millrace.trainer.objective.CountedPositions;
import dev.millrace.trainer.objective.LossTerms;
import dev.millrace.trainer.objective.Objective;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets a model learn, a micro-batch at a time. All random numbers of a step come from the seed and
 * the step's number, so that a learner that continues from its state does what an undisturbed one
 * would have done, bit by bit on a CPU.
 *
 * <p>Belongs to one thread.
 */
public final class Learner implements AutoCloseable {

  private static final int MOST_SKIPPED_STEPS_IN_A_ROW = 2;

  private final TrainableModel model;
  private final LearnerOptions options;
  private final Objective objective;
  private final AdamW optimizer;
  private LearnerState state;

  /**
   * Begins anew.
   *
   * @param model is changed by learning; stays open when this is closed
   */
  public Learner(TrainableModel model, LearnerOptions options) {
    this.model = model;
    this.options = options;
    this.objective = new Objective(options.objective());
    this.optimizer =
        new AdamW(
            model.decoder().manager(), model.parameters(), options.adam(), model.decoder().cast());
    this.state = LearnerState.begin(options.objective().temperature());
  }

  /** The model that learns. */
  public TrainableModel model() {
    return model;
  }

  /** How it learns. */
  public LearnerOptions options() {
    return options;
  }

  /** Where it stands, without weights and moments. */
  public LearnerState state() {
    return state;
  }

  /** Its optimiser, whose moments are part of a checkpoint. */
  public AdamW optimizer() {
    return optimizer;
  }

  /**
   * Continues where a checkpoint was written; weights and moments are restored by the caller.
   *
   * @param saved as {@link #state()} gave it
   */
  public void restore(LearnerState saved) {
    state = saved;
  }

  /**
   * Judges rows without learning from them.
   *
   * @return means over the rows' counted places; zeros where there are none
   */
  public StepLosses score(List<TrainingRow> rows, LearningContext context) {
    try (NoGradient none = new NoGradient()) {
      none.suppressNotUsedWarning();
      Pass pass = new Pass(rows, context);
      pass.run(false);
      return pass.losses();
    }
  }

  /**
   * Learns from rows: one step, whatever parts they go through the model in.
   *
   * @throws DivergedException if losses or gradients are not finite three times in a row
   */
  public StepReport learn(List<TrainingRow> rows, LearningContext context) {
    Pass pass = accumulate(rows, context);
    StepLosses losses = pass.losses();
    if (losses.counted().all() == 0) {
      return report(pass, losses, 0, false);
    }
    double norm = optimizer.gradientNorm();
    boolean finite = Double.isFinite(norm) && Double.isFinite(losses.total());
    StepReport report = report(pass, losses, norm, !finite);
    if (finite) {
      optimizer.step(report.learningRate(), Math.min(1, options.clip() / norm));
      state = state.stepped(pass.temperature.next());
    } else {
      optimizer.clearGradients();
      skip(rows);
    }
    return report;
  }

  /** Adds the rows' gradients to those of the parameters, without a step. */
  Pass accumulate(List<TrainingRow> rows, LearningContext context) {
    TensorEngine.start().setRandomSeed(seedOfStep());
    Pass pass = new Pass(rows, context);
    pass.run(true);
    return pass;
  }

  private StepReport report(Pass pass, StepLosses losses, double norm, boolean skipped) {
    long step = state.step() + 1;
    return new StepReport(
        step,
        losses,
        norm,
        options.learningRate().at(step),
        state.temperature(),
        pass.tokens(),
        skipped);
  }

  private void skip(List<TrainingRow> rows) {
    state = state.skipped();
    if (state.skippedInARow() > MOST_SKIPPED_STEPS_IN_A_ROW) {
      throw new DivergedException(
          "Losses or gradients were not finite %d times in a row, lastly of the examples %s; a lower learning rate than %s may help"
              .formatted(
                  state.skippedInARow(),
                  rows.stream()
                      .flatMap(row -> row.examples().stream())
                      .map(example -> example.id())
                      .toList(),
                  options.learningRate().peak()));
    }
  }

  private @Nullable Segments segments() {
    return options.segmentLayers() == 0
        ? null
        : new Segments(options.segmentLayers(), seedOfStep());
  }

  private int seedOfStep() {
    return Long.hashCode(
        options.seed() * 0x9E3779B97F4A7C15L + state.step() + state.skippedSteps());
  }

  /** Rows going through the model part by part. */
  final class Pass {

    private final List<TrainingRow> rows;
    private final LearningContext context;
    private final BatchLoss loss;
    private final TemperatureUpdate temperature =
        new TemperatureUpdate(options.objective().temperature(), state.temperature());
    private LossTerms terms = LossTerms.ZERO;
    private double total;
    private CountedPositions whole = CountedPositions.NONE;

    Pass(List<TrainingRow> rows, LearningContext context) {
      this.rows = rows;
      this.context = context;
      this.loss = new BatchLoss(model.decoder(), objective, context, segments());
    }

    private void run(boolean learning) {
      boolean inside = options.objective().insideTrie();
      List<ResponseBatch> parts =
          RowBatches.byTokens(rows, options.partTokens()).stream()
              .map(part -> ResponseBatch.of(part, context.trie(), inside))
              .filter(part -> !part.places().isEmpty())
              .toList();
      whole =
          parts.stream()
              .map(part -> part.counted(context.trie()))
              .reduce(CountedPositions.NONE, CountedPositions::plus);
      BatchLoss.Asked asked =
          new BatchLoss.Asked(state.temperature(), whole, learning, temperature::observe);
      parts.forEach(part -> add(part, asked, learning));
    }

    StepLosses losses() {
      return new StepLosses(total, terms, whole);
    }

    private void add(ResponseBatch part, BatchLoss.Asked asked, boolean learning) {
      try (NDManager scratch = model.decoder().manager().newSubManager()) {
        if (learning) {
          try (GradientCollector collector = TensorEngine.start().newGradientCollector()) {
            BatchLoss.PartLoss value = loss.of(scratch, part, asked);
            collector.backward(value.total());
            value.below().accept(collector);
            count(value);
          }
        } else {
          count(loss.of(scratch, part, asked));
        }
      }
    }

    private void count(BatchLoss.PartLoss value) {
      total += value.total().getFloat();
      terms = terms.plus(value.terms());
    }

    long tokens() {
      return rows.stream().mapToLong(TrainingRow::length).sum();
    }
  }

  /** Frees the optimiser's state; the model records no more gradients. */
  @Override
  public void close() {
    optimizer.close();
  }
}
