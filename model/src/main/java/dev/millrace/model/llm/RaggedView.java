package dev.millrace.model.llm;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Which keys the latest nodes of a tree see, prompt after prompt. */
final class RaggedView {

  private final TokenTree tree;
  private final int first;

  /** The latest nodes, prompt after prompt. */
  private final int[] nodes;

  /** Where each prompt's nodes begin in {@link #nodes}, and their number behind the last. */
  private final int[] starts;

  /** For each prompt the nodes that any of its latest nodes sees, in ascending order. */
  private final int[][] seen;

  /**
   * @param first of the latest nodes
   */
  RaggedView(TokenTree tree, int first) {
    this.tree = tree;
    this.first = first;
    this.starts = new int[tree.prompts() + 1];
    for (int node = first; node < tree.size(); node++) {
      starts[tree.prompt(node) + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    int[] next = starts.clone();
    this.nodes = new int[tree.size() - first];
    for (int node = first; node < tree.size(); node++) {
      nodes[next[tree.prompt(node)]++] = node;
    }
    this.seen = new int[tree.prompts()][];
    boolean[] isSeen = new boolean[tree.size()];
    for (int prompt = 0; prompt < seen.length; prompt++) {
      seen[prompt] = seenBy(prompt, isSeen);
    }
  }

  private int[] seenBy(int prompt, boolean[] isSeen) {
    IntStream.Builder found = IntStream.builder();
    for (int i = starts[prompt]; i < starts[prompt + 1]; i++) {
      for (int node = nodes[i]; !tree.isPrompt(node) && !isSeen[node]; node = tree.parent(node)) {
        isSeen[node] = true;
        found.add(node);
      }
    }
    return found.build().sorted().toArray();
  }

  /** Whether the nodes already come prompt after prompt. */
  boolean isInOrder() {
    return IntStream.range(0, nodes.length).allMatch(i -> nodes[i] == first + i);
  }

  /** Index of each node among the latest, prompt after prompt. */
  long[] order() {
    return Arrays.stream(nodes).mapToLong(node -> (long) node - first).toArray();
  }

  /** The place of each of the latest nodes in {@link #order}. */
  long[] places() {
    long[] places = new long[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      places[nodes[i] - first] = i;
    }
    return places;
  }

  /** See {@link RaggedAttention.View}. */
  RaggedAttention.View at(NDManager manager, int window) {
    return new RaggedAttention.View(
        manager.create(sizes(), new Shape(prompts().count(), 4)),
        manager.create(
            prompts()
                .flatMap(prompt -> Arrays.stream(seen[prompt]))
                .mapToLong(node -> (long) node - tree.prompts())
                .toArray()),
        manager.create(mask(window)));
  }

  private IntStream prompts() {
    return IntStream.range(0, tree.prompts()).filter(prompt -> rows(prompt) > 0);
  }

  private int rows(int prompt) {
    return starts[prompt + 1] - starts[prompt];
  }

  private int slots(int prompt) {
    return tree.promptLength(prompt) + seen[prompt].length;
  }

  private long[] sizes() {
    return prompts()
        .mapToObj(
            prompt ->
                new int[] {tree.promptLength(prompt), rows(prompt), seen[prompt].length, prompt})
        .flatMapToInt(Arrays::stream)
        .asLongStream()
        .toArray();
  }

  private float[] mask(int window) {
    int cells = prompts().map(p -> Math.multiplyExact(rows(p), slots(p))).reduce(0, Math::addExact);
    float[] mask = new float[cells];
    Arrays.fill(mask, SequenceAttention.INVISIBLE);
    int offset = 0;
    for (int prompt : prompts().toArray()) {
      for (int i = starts[prompt]; i < starts[prompt + 1]; i++) {
        show(mask, offset, nodes[i], window);
        offset += slots(prompt);
      }
    }
    return mask;
  }

  private void show(float[] mask, int offset, int query, int window) {
    int oldest = (int) Math.max(0, tree.position(query) - (long) window + 1);
    int prompt = tree.prompt(query);
    int promptLength = tree.promptLength(prompt);
    if (oldest < promptLength) {
      Arrays.fill(mask, offset + oldest, offset + promptLength, 0);
    }
    for (int node = query; !tree.isPrompt(node); node = tree.parent(node)) {
      if (tree.position(node) >= oldest) {
        mask[offset + promptLength + Arrays.binarySearch(seen[prompt], node)] = 0;
      }
    }
  }
}
