package dev.millrace.standalone.bench.decoding;

import dev.millrace.model.llm.DecoderConfig;
import dev.millrace.standalone.bench.products.DecoderProducts;
import dev.millrace.standalone.bench.products.MatrixProduct;
import java.util.Arrays;
import java.util.List;

/** What one search asked of the model. */
final class SearchTrace {

  private final DecoderProducts products;
  private int[] promptOf = {};
  private int longestPrompt;
  private int treeSlots;
  private long prefillNanos;
  private long passNanos;
  private long headNanos;
  private int passes;
  private int tokens;

  SearchTrace(DecoderConfig config) {
    this.products = new DecoderProducts(config);
  }

  void prefilled(int[] lengths, long nanos) {
    longestPrompt = Arrays.stream(lengths).max().orElseThrow();
    promptOf = new int[lengths.length];
    Arrays.setAll(promptOf, prompt -> prompt);
    products.prompts(Arrays.stream(lengths).sum(), lengths.length, longestPrompt);
    prefillNanos += nanos;
  }

  void appended(int[] parents, long nanos) {
    int known = promptOf.length;
    promptOf = Arrays.copyOf(promptOf, known + parents.length);
    int[] perPrompt = new int[users()];
    for (int i = 0; i < parents.length; i++) {
      promptOf[known + i] = promptOf[parents[i]];
      perPrompt[promptOf[parents[i]]]++;
    }
    int queries = Arrays.stream(perPrompt).max().orElseThrow();
    treeSlots += queries;
    products.pass(
        parents.length, new DecoderProducts.Slots(users(), queries, longestPrompt + treeSlots));
    passNanos += nanos;
    passes++;
    tokens += parents.length;
  }

  private int users() {
    return Arrays.stream(promptOf).max().orElse(-1) + 1;
  }

  void scored(int[][] choices, long nanos) {
    products.dots(Arrays.stream(choices).mapToLong(choice -> choice.length).sum());
    headNanos += nanos;
  }

  void scored(int rows, int columns, long nanos) {
    products.head(rows, columns);
    headNanos += nanos;
  }

  List<MatrixProduct> products() {
    return products.all();
  }

  /** Time in which the prompts were read. */
  long prefillNanos() {
    return prefillNanos;
  }

  /** Time in which prefixes were fed. */
  long passNanos() {
    return passNanos;
  }

  /** Time in which logits were computed and brought to Java. */
  long headNanos() {
    return headNanos;
  }

  /** Forward passes after the prompts. */
  int passes() {
    return passes;
  }

  /** Tokens that were fed after the prompts. */
  int tokens() {
    return tokens;
  }
}
