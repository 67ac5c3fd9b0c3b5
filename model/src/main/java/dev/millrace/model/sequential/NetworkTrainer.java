package dev.millrace.model.sequential;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.millrace.model.llm.TensorEngine;
import dev.millrace.model.optimizer.AdamW;
import dev.millrace.model.optimizer.AdamWOptions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * Trains a network until validation gets no better, and leaves it with the best weights. On a CPU
 * the same seed gives the same weights, if nothing else draws from the tensor library's random
 * numbers meanwhile.
 */
public final class NetworkTrainer {

  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.98;
  private static final double EPSILON = 1e-8;
  private static final int MOST_SKIPPED_STEPS_IN_A_ROW = 2;

  private final SequentialNetwork network;
  private final TrainingOptions options;
  private final TrainingListener listener;
  private int skippedInARow;

  /**
   * @param network is changed by training
   */
  public NetworkTrainer(
      SequentialNetwork network, TrainingOptions options, TrainingListener listener) {
    this.network = network;
    this.options = options;
    this.listener = listener;
  }

  /**
   * Trains.
   *
   * @param sequences items of each user, oldest first
   * @param validation judges the network as it is; larger is better
   * @throws TrainingFailedException if the gradients are not finite three times in a row
   */
  public TrainingResult train(List<int[]> sequences, DoubleSupplier validation) {
    Engine engine = TensorEngine.start();
    engine.setRandomSeed(Math.toIntExact(options.seed()));
    Random random = new Random(options.seed());
    WindowSampler sampler = new WindowSampler(sequences, network.config().maximumLength(), random);
    LossFunction loss = new LossFunction(network, random);
    EarlyStopping stopping = new EarlyStopping(options.patience());
    Map<String, float[]> best = network.weights().snapshot();
    try (AdamW optimizer = optimizer()) {
      for (int epoch = 1; epoch <= options.epochs() && !stopping.isOver(); epoch++) {
        List<TrainingBatch> batches = TrainingBatch.split(sampler.epoch(), options.batchTargets());
        Epoch done = new Epoch(epoch, batches, loss, optimizer).run();
        if (stopping.isBest(epoch, validation.getAsDouble())) {
          best = network.weights().snapshot();
        }
        listener.onEpoch(done.report(stopping));
      }
    }
    network.weights().restore(best);
    return stopping.result();
  }

  private AdamW optimizer() {
    AdamWOptions adam =
        new AdamWOptions(
            BETA_1,
            BETA_2,
            EPSILON,
            options.weightDecay(),
            parameter -> parameter.getShape().dimension() > 1);
    return new AdamW(network.weights().manager(), network.parameters(), adam);
  }

  /** One pass over the training data. */
  private final class Epoch {
    private final int number;
    private final List<TrainingBatch> batches;
    private final LossFunction loss;
    private final AdamW optimizer;
    private final long allTargets;
    private long targets;
    private double lossSum;
    private int skipped;

    Epoch(int number, List<TrainingBatch> batches, LossFunction loss, AdamW optimizer) {
      this.number = number;
      this.batches = batches;
      this.loss = loss;
      this.optimizer = optimizer;
      this.allTargets = batches.stream().mapToLong(batch -> batch.targets().length).sum();
    }

    Epoch run() {
      for (TrainingBatch batch : batches) {
        int places = batch.targets().length;
        lossSum += places * backward(batch);
        step();
        targets += places;
        listener.onStep(number, targets, allTargets);
      }
      return this;
    }

    /** Adds to the gradients. */
    private double backward(TrainingBatch batch) {
      try (NDManager scratch = network.weights().manager().newSubManager();
          GradientCollector collector = TensorEngine.start().newGradientCollector()) {
        NDArray states = network.states(scratch, batch.inputs(), true);
        NDArray value = loss.apply(options.loss(), states, batch);
        collector.backward(value);
        return value.getFloat();
      }
    }

    private void step() {
      double norm = optimizer.gradientNorm();
      if (Double.isFinite(norm)) {
        skippedInARow = 0;
        optimizer.step(options.learningRate(), Math.min(1, options.clip() / norm));
        return;
      }
      optimizer.clearGradients();
      skipped++;
      skippedInARow++;
      if (skippedInARow > MOST_SKIPPED_STEPS_IN_A_ROW) {
        throw new TrainingFailedException(
            "The gradients were not finite %d times in a row, in epoch %d; a lower learning rate than %s may help"
                .formatted(skippedInARow, number, options.learningRate()));
      }
    }

    EpochReport report(EarlyStopping stopping) {
      return new EpochReport(
          number,
          lossSum / Math.max(1, targets),
          stopping.latest(),
          stopping.bestEpoch() == number,
          targets,
          skipped);
    }
  }
}
