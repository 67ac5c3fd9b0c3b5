package dev.millrace.model.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.ForwardRequest;
import dev.millrace.model.llm.Positions;
import dev.millrace.model.llm.SmallModels;
import dev.millrace.model.llm.TensorEngine;
import dev.millrace.model.llm.TokenBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AdamWTest {

  private static final TokenBatch BATCH =
      new TokenBatch(List.of(new int[] {3, 1, 4, 1, 5}, new int[] {9, 2}));

  @Test
  void shouldMoveByTheLearningRateWhenStepIsTheFirst() {
    AdamWOptions options = AdamWOptions.withDecay(0.5);
    try (NDManager manager = TensorEngine.start().newBaseManager();
        NDArray matrix = manager.create(new float[][] {{2, -1}});
        NDArray vector = manager.create(new float[] {3});
        AdamW optimizer = new AdamW(manager, Map.of("matrix", matrix, "vector", vector), options)) {
      backward(manager, scratch -> matrix.square().sum().add(vector.square().sum()));
      // gradients are 2·parameter: (4, −2) and 6
      assertThat(optimizer.gradientNorm()).isCloseTo(Math.sqrt(16 + 4 + 36), within(1e-5));
      optimizer.step(0.1, 1);
      // at the first step mean / root of the square is the gradient's sign; decay is on the matrix
      assertThat(matrix.toFloatArray())
          .containsExactly(
              new float[] {2 * (1 - 0.1f * 0.5f) - 0.1f, -1 * (1 - 0.1f * 0.5f) + 0.1f},
              within(1e-6f));
      assertThat(vector.toFloatArray()).containsExactly(new float[] {3 - 0.1f}, within(1e-6f));
      assertThat(optimizer.gradientNorm()).isZero();
    }
  }

  @Test
  void shouldForgetGradientsWhenTheyAreNotFinite() {
    try (NDManager manager = TensorEngine.start().newBaseManager();
        NDArray x = manager.create(new float[] {0});
        AdamW optimizer = new AdamW(manager, Map.of("x", x), AdamWOptions.withDecay(0))) {
      optimizer.clearGradients();
      backward(manager, scratch -> x.log().sum());
      assertThat(optimizer.gradientNorm()).isInfinite();
      optimizer.clearGradients();
      assertThat(optimizer.gradientNorm()).isZero();
    }
  }

  @Test
  void shouldContinueAsIfNeverStoppedWhenRestored() {
    float[] whole = quadratic(6, 6);
    float[] resumed = quadratic(6, 3);
    assertThat(resumed).containsExactly(whole);
  }

  /** Steps on the square of (1, 2), with a new optimiser after some of them. */
  private static float[] quadratic(int steps, int restartAfter) {
    AdamWOptions options = AdamWOptions.withDecay(0.1);
    try (NDManager manager = TensorEngine.start().newBaseManager();
        NDArray x = manager.create(new float[] {1, 2})) {
      AdamW optimizer = new AdamW(manager, Map.of("x", x), options);
      for (int step = 0; step < steps; step++) {
        if (step == restartAfter) {
          AdamW next = new AdamW(manager, Map.of("x", x), options);
          next.restore(optimizer.moments(), optimizer.steps());
          optimizer = next;
        }
        backward(manager, scratch -> x.square().sum());
        optimizer.step(0.1, 1);
      }
      return x.toFloatArray();
    }
  }

  @Test
  void shouldRefuseWhenMomentsAreOfOtherParameters() {
    try (NDManager manager = TensorEngine.start().newBaseManager();
        NDArray x = manager.create(new float[] {1, 2});
        AdamW optimizer = new AdamW(manager, Map.of("x", x), AdamWOptions.withDecay(0))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> optimizer.restore(new TreeMap<>(), 1))
          .withMessageContaining("[x]");
    }
  }

  @Test
  void shouldHoldNoMoreArraysWhenOneHundredStepsAreTaken() {
    try (Decoder decoder = SmallModels.decoder(SmallModels.config(), 1);
        AdamW optimizer =
            new AdamW(decoder.manager(), decoder.weights(), AdamWOptions.withDecay(0.1))) {
      List<Integer> counts = new ArrayList<>();
      double first = step(decoder, optimizer);
      double last = first;
      for (int step = 0; step < 100; step++) {
        last = step(decoder, optimizer);
        counts.add(decoder.manager().getManagedArrays().size());
      }
      assertThat(counts).containsOnly(counts.get(0));
      assertThat(last).isLessThan(first / 2);
    }
  }

  private static double step(Decoder decoder, AdamW optimizer) {
    int depth = decoder.config().layers();
    double loss =
        backward(
            decoder.manager(),
            scratch -> {
              ForwardRequest request =
                  new ForwardRequest(BATCH, Positions.all(BATCH), List.of(depth), true);
              NDArray hidden = decoder.forward(scratch, request).at(depth);
              return decoder.head().logits(hidden).logSoftmax(1).get(":, 7").mean().neg();
            });
    optimizer.step(1e-3, Math.min(1, 1 / optimizer.gradientNorm()));
    return loss;
  }

  private interface Loss {
    NDArray in(NDManager scratch);
  }

  private static double backward(NDManager manager, Loss loss) {
    try (NDManager scratch = manager.newSubManager();
        GradientCollector collector = TensorEngine.start().newGradientCollector()) {
      NDArray value = loss.in(scratch);
      collector.backward(value);
      return value.getFloat();
    }
  }
}
