package dev.millrace.standalone.bench.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.llm.AttentionConfig;
import dev.millrace.model.llm.DecoderConfig;
import dev.millrace.model.llm.RotaryEmbedding;
import dev.millrace.model.llm.SpecialTokens;
import dev.millrace.standalone.bench.products.MatrixProduct;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SearchTraceTest {

  /** Width 8, feed-forward 12, one layer, 2 heads of 4 dimensions that share one of keys. */
  private static final DecoderConfig CONFIG =
      new DecoderConfig(
          "llama",
          32,
          8,
          12,
          1,
          new AttentionConfig(2, 1, 4, false, false, false, List.of(AttentionConfig.UNLIMITED)),
          new RotaryEmbedding.Plain(10_000),
          1e-6,
          false,
          false,
          64,
          0.02,
          new SpecialTokens(OptionalInt.empty(), List.of(2), OptionalInt.empty()));

  @Test
  void shouldCountPromptsOfWhichTheLastLayerComputesOneToken() {
    SearchTrace trace = new SearchTrace(CONFIG);

    trace.prefilled(new int[] {3, 5}, 0);

    int keysAndValues = (3 + 5) * (8 * 4 + 8 * 4);
    int rest = 2 * (8 * 8 + 8 * 8 + 3 * 8 * 12);
    int attention = 2 * 4 * (3 + 5) * 2; // heads, size, keys, two products
    assertThat(operations(trace)).isEqualTo(2.0 * (keysAndValues + rest + attention));
  }

  @Test
  void shouldCountTheTokensThatAreFedBehindEachPromptAndEndsInTheLastLayer() {
    SearchTrace trace = new SearchTrace(CONFIG);
    trace.prefilled(new int[] {3, 5}, 0);
    double before = operations(trace);

    // Two tokens behind the first prompt, one behind the second, and one behind that.
    trace.appended(new int[] {0, 0, 1, 4}, 0);

    int keysAndValues = 4 * (8 * 4 + 8 * 4);
    int ofEnds = 3 * (8 * 8 + 8 * 8 + 3 * 8 * 12);
    // size, rows (two heads of two ends, of one) and keys, two products
    int attention = 4 * ((2 * 2) * (3 + 2) + 2 * (5 + 2)) * 2;
    assertThat(operations(trace) - before).isEqualTo(2.0 * (keysAndValues + ofEnds + attention));
    assertThat(trace.passes()).isEqualTo(1);
    assertThat(trace.tokens()).isEqualTo(4);
  }

  @Test
  void shouldCountTheKeysOfATreeThatAreSeen() {
    SearchTrace trace = new SearchTrace(CONFIG);
    trace.prefilled(new int[] {3}, 0);
    trace.appended(new int[] {0, 0}, 0);
    double before = operations(trace);

    trace.appended(new int[] {1}, 0); // sees the first of the two and itself

    int linear = 8 * 8 + 8 * 4 + 8 * 4 + 8 * 8 + 3 * 8 * 12;
    int attention = 2 * 4 * (3 + 2) * 2; // rows, size, keys, two products
    assertThat(operations(trace) - before).isEqualTo(2.0 * (linear + attention));
  }

  @Test
  void shouldCountLogits() {
    SearchTrace trace = new SearchTrace(CONFIG);
    trace.prefilled(new int[] {1}, 0);
    double before = operations(trace);

    trace.scored(new int[][] {{1, 2}, {3}}, 0);
    trace.scored(2, 7, 0);

    assertThat(operations(trace) - before).isEqualTo(2.0 * 8 * (3 + 2 * 7));
  }

  private static double operations(SearchTrace trace) {
    return trace.products().stream().mapToDouble(MatrixProduct::operations).sum();
  }
}
