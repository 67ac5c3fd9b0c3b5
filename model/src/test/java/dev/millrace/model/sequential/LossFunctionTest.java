package dev.millrace.model.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.millrace.model.llm.NoGradient;
import dev.millrace.model.llm.TensorEngine;
import dev.millrace.model.llm.Tensors;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossFunctionTest {

  private static final long SEED = 7;
  private static final TrainingBatch BATCH =
      new TrainingBatch(
          List.of(
              new TrainingWindow(new int[] {3, 1, 4}, 1),
              new TrainingWindow(new int[] {5, 9, 2, 6}, 3)));

  /** A bias is part of Caser's scores only. */
  private static final NetworkConfig CASER = SmallNetworks.configs().get(2);

  static List<NextItemLoss> losses() {
    return List.of(
        new NextItemLoss.FullSoftmax(),
        new NextItemLoss.SampledSoftmax(5),
        new NextItemLoss.BinaryCrossEntropy(2));
  }

  @Test
  void shouldBeTheMeanOfTheNegativeLogSoftmaxOverAllItems() {
    double[][] scores = scores();
    double expected = 0;
    long[] targets = BATCH.targets();
    assertThat(targets).containsExactly(1, 4, 6);
    for (int place = 0; place < targets.length; place++) {
      double sum = 0;
      for (double score : scores[place]) {
        sum += Math.exp(score);
      }
      expected -= (scores[place][(int) targets[place]] - Math.log(sum)) / targets.length;
    }

    assertThat(value(new NextItemLoss.FullSoftmax())).isCloseTo(expected, within(1e-4));
  }

  @Test
  void shouldCountDrawnItemsForAllButNotTheTargetWhenSampling() {
    int negatives = 5;
    double[][] scores = scores();
    long[] drawn = new Random(SEED).longs(negatives, 0, SmallNetworks.ITEMS).toArray();
    assertThat(LongStream.of(drawn).filter(item -> item == 1 || item == 4 || item == 6).count())
        .as("a target is drawn")
        .isPositive();
    double expected = 0;
    long[] targets = BATCH.targets();
    for (int place = 0; place < targets.length; place++) {
      double own = scores[place][(int) targets[place]];
      double sum = Math.exp(own);
      for (long item : drawn) {
        if (item != targets[place]) {
          sum += Math.exp(scores[place][(int) item]) * SmallNetworks.ITEMS / negatives;
        }
      }
      expected -= (own - Math.log(sum)) / targets.length;
    }

    assertThat(value(new NextItemLoss.SampledSoftmax(negatives))).isCloseTo(expected, within(1e-4));
  }

  @Test
  void shouldTakeNegativesThatAreNotInTheWindowWhenBinary() {
    double[][] scores = scores();
    Random random = new Random(SEED);
    double expected = 0;
    List<TrainingWindow> owners = BATCH.windowOfPlace();
    for (int place = 0; place < owners.size(); place++) {
      int negative = random.nextInt(SmallNetworks.ITEMS);
      while (owners.get(place).contains(negative)) {
        negative = random.nextInt(SmallNetworks.ITEMS);
      }
      double positive = scores[place][(int) BATCH.targets()[place]];
      expected -= Math.log(1 / (1 + Math.exp(-positive))) / owners.size();
      expected -= Math.log(1 - 1 / (1 + Math.exp(-scores[place][negative]))) / owners.size();
    }

    assertThat(value(new NextItemLoss.BinaryCrossEntropy(1))).isCloseTo(expected, within(1e-4));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void shouldHaveTheGradientThatFiniteDifferencesGive(NextItemLoss loss) {
    try (NDManager manager = TensorEngine.start().newBaseManager();
        SequentialNetwork network = SmallNetworks.random(CASER, 1);
        NDArray states = states(manager)) {
      states.setRequiresGradient(true);
      try (GradientCollector collector = TensorEngine.start().newGradientCollector()) {
        collector.backward(loss(network, loss, states));
      }
      float[] gradient = states.getGradient().toFloatArray();

      for (int i = 0; i < gradient.length; i += 3) {
        double step = 1e-2;
        double slope =
            (shifted(network, loss, i, step) - shifted(network, loss, i, -step)) / 2 / step;
        assertThat(gradient[i]).isCloseTo((float) slope, within(2e-3f));
      }
    }
  }

  private static double shifted(
      SequentialNetwork network, NextItemLoss loss, int index, double step) {
    try (NoGradient none = new NoGradient();
        NDManager manager = TensorEngine.start().newBaseManager();
        NDArray states = states(manager)) {
      none.suppressNotUsedWarning();
      float[] values = states.toFloatArray();
      values[index] += (float) step;
      return loss(network, loss, Tensors.floats(manager, values, states.getShape())).getFloat();
    }
  }

  private static double value(NextItemLoss loss) {
    try (NDManager manager = TensorEngine.start().newBaseManager();
        SequentialNetwork network = SmallNetworks.random(CASER, 1)) {
      return loss(network, loss, states(manager)).getFloat();
    }
  }

  private static NDArray loss(SequentialNetwork network, NextItemLoss loss, NDArray states) {
    return new LossFunction(network, new Random(SEED)).apply(loss, states, BATCH);
  }

  /** Scores of all items at the three places. */
  private static double[][] scores() {
    try (NDManager manager = TensorEngine.start().newBaseManager();
        SequentialNetwork network = SmallNetworks.random(CASER, 1)) {
      float[][] states = SmallNetworks.rows(states(manager));
      double[][] scores = new double[states.length][];
      for (int place = 0; place < states.length; place++) {
        double[] state = new double[states[place].length];
        for (int i = 0; i < state.length; i++) {
          state[i] = states[place][i];
        }
        scores[place] =
            SmallNetworks.affine(
                SmallNetworks.parameter(network, "head.weight"),
                SmallNetworks.parameter(network, "head.bias")[0],
                state);
      }
      return scores;
    }
  }

  private static NDArray states(NDManager manager) {
    Random random = new Random(3);
    float[] values = new float[3 * CASER.width()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.5 * random.nextGaussian());
    }
    return Tensors.floats(manager, values, new Shape(3, CASER.width()));
  }
}
