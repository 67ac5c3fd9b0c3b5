package dev.millrace.standalone.bench.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.TensorEngine;
import dev.millrace.model.llm.Tensors;
import dev.millrace.model.optimizer.AdamW;
import dev.millrace.trainer.example.RowBatches;
import dev.millrace.trainer.example.TrainingRow;
import dev.millrace.trainer.learning.LearnerOptions;
import java.util.List;

/** The baselines' steps: the product's decoder, optimiser and parts, and a loss of their own. */
final class PlainLearner implements Stepper {

  private final Decoder decoder;
  private final PlainLoss loss;
  private final LearnerOptions options;
  private final AdamW optimizer;

  /**
   * @param decoder is changed by learning; stays open
   */
  PlainLearner(Decoder decoder, PlainLoss loss, LearnerOptions options) {
    this.decoder = decoder;
    this.loss = loss;
    this.options = options;
    this.optimizer = new AdamW(decoder.manager(), decoder.weights(), options.adam());
  }

  @Override
  public void step(List<TrainingRow> rows) {
    accumulate(rows);
    double scale = Math.min(1, options.clip() / optimizer.gradientNorm());
    optimizer.step(options.learningRate().at(optimizer.steps() + 1), scale);
  }

  AdamW optimizer() {
    return optimizer;
  }

  /**
   * Adds the rows' gradients to those of the weights.
   *
   * @return the mean loss
   */
  double accumulate(List<TrainingRow> rows) {
    double share = 1.0 / loss.positions(rows);
    double total = 0;
    for (List<TrainingRow> part : RowBatches.byTokens(rows, options.partTokens())) {
      try (NDManager scratch = decoder.manager().newSubManager();
          GradientCollector collector = TensorEngine.start().newGradientCollector()) {
        NDArray mean = loss.sum(scratch, part).mul(Tensors.scalar(scratch, share));
        collector.backward(mean);
        total += mean.getFloat();
      }
    }
    return total;
  }

  @Override
  public void close() {
    optimizer.close();
  }
}
