package dev.millrace.model.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderSessionTest {

  private static final List<int[]> PROMPTS =
      List.of(new int[] {5, 6, 7}, new int[] {1, 2, 3, 4, 5, 6, 7, 8}, new int[] {9});

  @ParameterizedTest
  @ValueSource(ints = {AttentionConfig.UNLIMITED, 4})
  void shouldGiveTheLogitsOfWholeSequencesWhenTreesGrow(int window) {
    try (Decoder decoder = SmallModels.decoder(SmallModels.config(window), 7);
        PromptSession session = decoder.open(PROMPTS)) {
      assertSame(decoder, session, 0, 5, 6, 7);
      assertSame(decoder, session, 1, 1, 2, 3, 4, 5, 6, 7, 8);
      assertSame(decoder, session, 2, 9);

      // prompt 0: 10, 11; prompt 1: 20 with the chain 21, 22 behind it; prompt 2: nothing
      int first = session.append(new int[] {0, 0, 1, 5, 6}, new int[] {10, 11, 20, 21, 22});
      assertThat(first).isEqualTo(3);
      assertSame(decoder, session, 3, 5, 6, 7, 10);
      assertSame(decoder, session, 4, 5, 6, 7, 11);
      assertSame(decoder, session, 7, 1, 2, 3, 4, 5, 6, 7, 8, 20, 21, 22);

      int second = session.append(new int[] {7, 4, 2, 3}, new int[] {23, 12, 30, 13});
      assertThat(second).isEqualTo(8);
      assertSame(decoder, session, 8, 1, 2, 3, 4, 5, 6, 7, 8, 20, 21, 22, 23);
      assertSame(decoder, session, 9, 5, 6, 7, 11, 12);
      assertSame(decoder, session, 10, 9, 30);
      assertSame(decoder, session, 11, 5, 6, 7, 10, 13);
    }
  }

  /** As on a GPU, in a rectangle, where the weights' precision allows no more than likeness. */
  @ParameterizedTest
  @ValueSource(ints = {AttentionConfig.UNLIMITED, 4})
  void shouldGiveLikeLogitsWhenTreesAreRectangular(int window) {
    DecoderOptions options = DecoderOptions.cpu().with(Precision.BFLOAT16);
    try (Decoder wide = SmallModels.decoder(SmallModels.config(window), 7);
        Decoder narrow = Decoder.random(SmallModels.config(window), options, 7);
        PromptSession session = narrow.open(PROMPTS)) {
      session.append(new int[] {0, 0, 1, 5, 6}, new int[] {10, 11, 20, 21, 22});
      session.append(new int[] {7, 4, 2, 3}, new int[] {23, 12, 30, 13});

      assertLike(wide, session, 8, 1, 2, 3, 4, 5, 6, 7, 8, 20, 21, 22, 23);
      assertLike(wide, session, 9, 5, 6, 7, 11, 12);
      assertLike(wide, session, 10, 9, 30);
      assertLike(wide, session, 11, 5, 6, 7, 10, 13);
    }
  }

  private static void assertLike(
      Decoder decoder, PromptSession session, int node, int... sequence) {
    int[] all = IntStream.range(0, decoder.config().vocabularySize()).toArray();
    float[] expected = logits(decoder, sequence);
    double spread = IntStream.of(all).mapToDouble(i -> expected[i] * expected[i]).sum();
    float[] actual = session.logits(new int[] {node}, new int[][] {all})[0];
    double error = IntStream.of(all).mapToDouble(i -> Math.pow(actual[i] - expected[i], 2)).sum();
    assertThat(Math.sqrt(error / spread)).isLessThan(0.05);
  }

  private static void assertSame(
      Decoder decoder, PromptSession session, int node, int... sequence) {
    int[] all = IntStream.range(0, decoder.config().vocabularySize()).toArray();
    float[] expected = logits(decoder, sequence);
    float[] chosen = session.logits(new int[] {node}, new int[][] {all})[0];
    assertThat(chosen).containsExactly(expected, within(2e-5f));
    try (TokenBlock block = decoder.block(new int[] {90, 3})) {
      float[] inBlock = session.logits(new int[] {node}, block)[0];
      assertThat(inBlock).containsExactly(new float[] {expected[90], expected[3]}, within(2e-5f));
    }
  }

  private static float[] logits(Decoder decoder, int[] sequence) {
    TokenBatch batch = new TokenBatch(List.of(sequence));
    int depth = decoder.config().layers();
    try (NDManager scratch = decoder.manager().newSubManager()) {
      ForwardRequest request =
          new ForwardRequest(batch, Positions.last(batch), List.of(depth), false);
      return decoder.head().logits(decoder.forward(scratch, request).at(depth)).toFloatArray();
    }
  }

  @Test
  void shouldRefuseWhenNodeIsOlderThanTheLatest() {
    try (Decoder decoder = SmallModels.decoder(SmallModels.config(), 7);
        PromptSession session = decoder.open(PROMPTS)) {
      session.append(new int[] {0}, new int[] {10});
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.logits(new int[] {0}, new int[][] {{1}}))
          .withMessageContaining("3 to 3");
    }
  }

  @Test
  void shouldRefuseWhenAnotherNodeFollows() {
    try (Decoder decoder = SmallModels.decoder(SmallModels.config(), 7);
        PromptSession session = decoder.open(PROMPTS)) {
      session.append(new int[] {0, 3}, new int[] {10, 11});
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.logits(new int[] {3}, new int[][] {{1}}))
          .withMessageContaining("follows node 3");
      assertSame(decoder, session, 4, 5, 6, 7, 10, 11);
    }
  }

  @Test
  void shouldRefuseAndStayUsableWhenTokensAreWrong() {
    try (Decoder decoder = SmallModels.decoder(SmallModels.config(), 7);
        PromptSession session = decoder.open(PROMPTS)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.append(new int[] {3}, new int[] {10}))
          .withMessageContaining("its parent was 3");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.append(new int[] {0}, new int[] {96}))
          .withMessageContaining("0 to 95");
      int[] parents = IntStream.range(2, 2 + 128).toArray();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.append(parents, new int[128]))
          .withMessageContaining("at most 128 tokens");
      session.append(new int[] {0}, new int[] {10});
      assertSame(decoder, session, 3, 5, 6, 7, 10);
    }
  }

  @Test
  void shouldKeepNothingWhenSessionsAreClosed() {
    try (Decoder decoder = SmallModels.decoder(SmallModels.config(), 7)) {
      decode(decoder);
      int before = decoder.manager().getManagedArrays().size();
      for (int i = 0; i < 100; i++) {
        decode(decoder);
      }
      assertThat(decoder.manager().getManagedArrays()).hasSize(before);
    }
  }

  private static void decode(Decoder decoder) {
    try (PromptSession session = decoder.open(PROMPTS);
        TokenBlock block = decoder.block(new int[] {1, 2, 3})) {
      session.append(new int[] {0, 0, 1}, new int[] {10, 11, 12});
      session.append(new int[] {3, 4, 5}, new int[] {10, 11, 12});
      assertThat(session.logits(new int[] {6, 7, 8}, block)).hasDimensions(3, 3);
    }
  }
}
