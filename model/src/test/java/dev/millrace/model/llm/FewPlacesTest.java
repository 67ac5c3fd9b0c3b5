package dev.millrace.model.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The last layer is computed for few places alone, and for all where many are wanted. */
class FewPlacesTest {

  private static final TokenBatch BATCH =
      new TokenBatch(
          List.of(
              new int[] {5, 6, 7, 8, 9, 10, 11, 12, 13, 14},
              new int[] {1, 2, 3, 4},
              new int[] {20, 21, 22, 23, 24, 25, 26}));

  /** Two in the first row, in no order, none in the second. */
  private static final Positions FEW = new Positions(new int[] {0, 2, 0}, new int[] {9, 4, 2});

  @ParameterizedTest
  @ValueSource(ints = {AttentionConfig.UNLIMITED, 3})
  void shouldGiveTheSameHiddenStatesAsAllPlacesTogether(int window) {
    try (Decoder decoder = SmallModels.decoder(SmallModels.config(window), 3);
        NDManager scratch = decoder.manager().newSubManager()) {
      float[] few = hidden(decoder, scratch, FEW).toFloatArray();
      float[] all = hidden(decoder, scratch, Positions.all(BATCH)).toFloatArray();

      int width = decoder.config().hiddenSize();
      int[] rowsOfFew = {9, 10 + 4 + 4, 2};
      for (int place = 0; place < rowsOfFew.length; place++) {
        for (int i = 0; i < width; i++) {
          assertThat(few[place * width + i])
              .isCloseTo(all[rowsOfFew[place] * width + i], within(1e-5f));
        }
      }
    }
  }

  /** Prompt by prompt when nothing is recorded for gradients, in a rectangle otherwise. */
  @ParameterizedTest
  @ValueSource(ints = {AttentionConfig.UNLIMITED, 3})
  void shouldGiveTheSameHiddenStatesWithAndWithoutGradients(int window) {
    try (Decoder decoder = SmallModels.decoder(SmallModels.config(window), 3);
        NDManager scratch = decoder.manager().newSubManager()) {
      for (Positions positions : List.of(FEW, Positions.all(BATCH))) {
        float[] recorded = hidden(decoder, scratch, positions).toFloatArray();

        assertThat(unrecorded(decoder, scratch, positions))
            .containsExactly(recorded, within(1e-5f));
      }
    }
  }

  private static float[] unrecorded(Decoder decoder, NDManager scratch, Positions positions) {
    try (NoGradient scope = new NoGradient()) {
      scope.suppressNotUsedWarning();
      return hidden(decoder, scratch, positions).toFloatArray();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {AttentionConfig.UNLIMITED, 3})
  void shouldGiveTheSameGradientsAsAllPlacesTogether(int window) {
    for (String name : List.of("q_proj", "k_proj", "v_proj", "o_proj")) {
      String weight = "model.layers.%d.self_attn.%s.weight".formatted(2, name);

      assertThat(gradient(window, weight, true))
          .as(name)
          .containsExactly(gradient(window, weight, false), within(1e-4f));
    }
  }

  private static float[] gradient(int window, String name, boolean few) {
    try (Decoder decoder = SmallModels.decoder(SmallModels.config(window), 3);
        NDManager scratch = decoder.manager().newSubManager()) {
      NDArray weight = decoder.weight(name);
      weight.setRequiresGradient(true);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray hidden =
            few
                ? hidden(decoder, scratch, FEW)
                : Slots.pick(
                    hidden(decoder, scratch, Positions.all(BATCH)),
                    Tensors.longs(scratch, 9, 10 + 4 + 4, 2));
        collector.backward(hidden.square().sum());
      }
      try (NDArray gradient = Tensors.gradient(weight)) {
        return gradient.toFloatArray();
      }
    }
  }

  private static NDArray hidden(Decoder decoder, NDManager scratch, Positions positions) {
    int depth = decoder.config().layers();
    return decoder
        .forward(scratch, new ForwardRequest(BATCH, positions, List.of(depth), false))
        .at(depth);
  }
}
