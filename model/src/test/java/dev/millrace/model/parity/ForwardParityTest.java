package dev.millrace.model.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.DecoderOptions;
import dev.millrace.model.llm.ForwardRequest;
import dev.millrace.model.llm.HiddenStates;
import dev.millrace.model.llm.Positions;
import dev.millrace.model.llm.TokenBatch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardParityTest {

  private static final double TOLERANCE = 2e-5;

  static List<ParityFixture> fixtures() {
    return ParityFixture.all();
  }

  @BeforeAll
  static void requireFixtures() {
    assumeThat(fixtures())
        .as("parity fixtures in one of %s", ParityFixture.places())
        .isNotEmpty();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("fixtures")
  void shouldAgreeOnLogitsAndLayersWhenRowsAreAlone(ParityFixture fixture) {
    try (Decoder decoder = Decoder.load(fixture.directory(), DecoderOptions.cpu())) {
      List<int[]> rows = fixture.rows();
      for (int i = 0; i < rows.size(); i++) {
        check(decoder, new TokenBatch(List.of(rows.get(i))), fixture, new int[] {i});
      }
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("fixtures")
  void shouldAgreeOnLogitsAndLayersWhenRowsAreRagged(ParityFixture fixture) {
    try (Decoder decoder = Decoder.load(fixture.directory(), DecoderOptions.cpu())) {
      check(decoder, new TokenBatch(fixture.rows()), fixture, new int[] {0, 1, 2});
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("fixtures")
  void shouldAgreeWhenBatchIsPaddedOnEitherSide(ParityFixture fixture) {
    try (Decoder decoder = Decoder.load(fixture.directory(), DecoderOptions.cpu())) {
      for (boolean left : new boolean[] {true, false}) {
        check(decoder, padded(fixture.rows(), left), fixture, new int[] {0, 1, 2});
      }
    }
  }

  private static TokenBatch padded(List<int[]> rows, boolean left) {
    int width = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
    int[][] tokens = new int[rows.size()][width];
    boolean[][] real = new boolean[rows.size()][width];
    for (int i = 0; i < rows.size(); i++) {
      int length = rows.get(i).length;
      int from = left ? width - length : 0;
      System.arraycopy(rows.get(i), 0, tokens[i], from, length);
      Arrays.fill(real[i], from, from + length, true);
    }
    return TokenBatch.padded(tokens, real);
  }

  private static void check(
      Decoder decoder, TokenBatch batch, ParityFixture fixture, int[] rowIds) {
    List<Integer> depths =
        IntStream.rangeClosed(1, decoder.config().layers()).boxed().toList();
    try (NDManager scratch = decoder.manager().newSubManager()) {
      HiddenStates states =
          decoder.forward(
              scratch, new ForwardRequest(batch, Positions.all(batch), depths, false));
      for (int depth : depths) {
        List<JsonNode> layer =
            Arrays.stream(rowIds)
                .mapToObj(row -> fixture.expected().get("layers").get(row).get(depth - 1))
                .toList();
        assertClose(fixture + " depth " + depth, states.at(depth).toFloatArray(), layer);
      }
      List<JsonNode> logits =
          Arrays.stream(rowIds)
              .mapToObj(row -> fixture.expected().get("logits").get(row))
              .toList();
      float[] actual =
          decoder.head().logits(states.at(decoder.config().layers())).toFloatArray();
      assertClose(fixture + " logits", actual, logits);
    }
  }

  private static void assertClose(String what, float[] actual, List<JsonNode> parts) {
    int from = 0;
    for (JsonNode part : parts) {
      float[] expected = ParityFixture.floats(part);
      float[] own = Arrays.copyOfRange(actual, from, from + expected.length);
      double error = RelativeError.of(own, expected);
      assertThat(error).as(what).isLessThan(TOLERANCE);
      from += expected.length;
    }
    assertThat(actual).hasSize(from);
  }
}
