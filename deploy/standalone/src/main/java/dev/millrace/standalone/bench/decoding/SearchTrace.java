package dev.millrace.standalone.bench.decoding;

import dev.millrace.model.llm.DecoderConfig;
import dev.millrace.standalone.bench.products.DecoderProducts;
import dev.millrace.standalone.bench.products.MatrixProduct;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What one search asked of the model. */
final class SearchTrace {

  private final DecoderProducts products;
  private int[] promptOf = {};
  private int[] parentOf = {};
  private int[] promptLengths = {};
  private long prefillNanos;
  private long passNanos;
  private long headNanos;
  private int passes;
  private int tokens;

  SearchTrace(DecoderConfig config) {
    this.products = new DecoderProducts(config);
  }

  void prefilled(int[] lengths, long nanos) {
    promptLengths = lengths.clone();
    promptOf = new int[lengths.length];
    Arrays.setAll(promptOf, prompt -> prompt);
    parentOf = new int[lengths.length];
    products.prompts(lengths);
    prefillNanos += nanos;
  }

  void appended(int[] parents, long nanos) {
    int known = promptOf.length;
    promptOf = Arrays.copyOf(promptOf, known + parents.length);
    parentOf = Arrays.copyOf(parentOf, known + parents.length);
    for (int i = 0; i < parents.length; i++) {
      promptOf[known + i] = promptOf[parents[i]];
      parentOf[known + i] = parents[i];
    }
    boolean[] isFollowed = new boolean[promptOf.length];
    Arrays.stream(parents).forEach(parent -> isFollowed[parent] = true);
    int[] nodes = IntStream.range(known, promptOf.length).toArray();
    int[] ends = Arrays.stream(nodes).filter(node -> !isFollowed[node]).toArray();
    products.pass(nodes.length, slots(nodes), ends.length, slots(ends));
    passNanos += nanos;
    passes++;
    tokens += parents.length;
  }

  /** What the queries of some nodes look at, prompt by prompt. */
  private List<DecoderProducts.Slots> slots(int[] nodes) {
    int[] queries = new int[promptLengths.length];
    int[] keys = promptLengths.clone();
    boolean[] seen = new boolean[promptOf.length];
    for (int node : nodes) {
      queries[promptOf[node]]++;
      keys[promptOf[node]] += newlySeen(node, seen);
    }
    return IntStream.range(0, queries.length)
        .filter(prompt -> queries[prompt] > 0)
        .mapToObj(prompt -> new DecoderProducts.Slots(1, queries[prompt], keys[prompt]))
        .toList();
  }

  /** How many more keys a prompt's queries look at for the sake of a node. */
  private int newlySeen(int node, boolean[] seen) {
    int more = 0;
    for (int at = node; at >= promptLengths.length && !seen[at]; at = parentOf[at]) {
      seen[at] = true;
      more++;
    }
    return more;
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
