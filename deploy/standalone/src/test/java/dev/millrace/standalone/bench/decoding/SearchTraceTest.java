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
    int attention = 2 * 2 * 4 * 5 * 2; // users, heads, size, keys, two products
    assertThat(trace.products().stream().mapToDouble(MatrixProduct::operations).sum())
        .isEqualTo(2.0 * (keysAndValues + rest + attention));
  }

  @Test
  void shouldCountTheTokensThatAreFedBehindEachPrompt() {
    SearchTrace trace = new SearchTrace(CONFIG);
    trace.prefilled(new int[] {3, 5}, 0);

    // Two tokens behind the first prompt, one behind the second, and one behind that.
    trace.appended(new int[] {0, 0, 1, 4}, 0);

    int linear = 4 * (8 * 8 + 8 * 4 + 8 * 4 + 8 * 8 + 3 * 8 * 12);
    int attention = (2 * 2) * 4 * (3 + 2 + 5 + 2) * 2; // rows, size, keys, two products
    assertThat(operationsAfterPrompts(trace)).isEqualTo(2.0 * (linear + attention));
    assertThat(trace.passes()).isEqualTo(1);
    assertThat(trace.tokens()).isEqualTo(4);
  }

  @Test
  void shouldCountTheKeysOfATreeThatAreSeen() {
    SearchTrace trace = new SearchTrace(CONFIG);
    trace.prefilled(new int[] {3}, 0);
    trace.appended(new int[] {0, 0}, 0);
    double before = operationsAfterPrompts(trace);

    trace.appended(new int[] {1}, 0); // sees the first of the two and itself

    int linear = 8 * 8 + 8 * 4 + 8 * 4 + 8 * 8 + 3 * 8 * 12;
    int attention = 2 * 4 * (3 + 2) * 2; // rows, size, keys, two products
    assertThat(operationsAfterPrompts(trace) - before).isEqualTo(2.0 * (linear + attention));
  }

  @Test
  void shouldCountLogits() {
    SearchTrace trace = new SearchTrace(CONFIG);
    trace.prefilled(new int[] {1}, 0);

    trace.scored(new int[][] {{1, 2}, {3}}, 0);
    trace.scored(2, 7, 0);

    assertThat(operationsAfterPrompts(trace)).isEqualTo(2.0 * 8 * (3 + 2 * 7));
  }

  private static double operationsAfterPrompts(SearchTrace trace) {
    List<MatrixProduct> products = trace.products();
    int ofPrompts = 9; // four projections, three of the feed-forward part, two of the attention
    return products.subList(ofPrompts, products.size()).stream()
        .mapToDouble(MatrixProduct::operations)
        .sum();
  }
}
