package dev.millrace.model.llm;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Which keys chosen nodes of a tree see, prompt after prompt. */
final class RaggedView {

  private final TokenTree tree;
  private final int[] nodes;
  private final GroupOrder queries;

  /** For each prompt the nodes that any of its nodes that look sees, in ascending order. */
  private final int[][] seen;

  /**
   * @param nodes that look
   */
  RaggedView(TokenTree tree, int[] nodes) {
    this.tree = tree;
    this.nodes = nodes;
    this.queries = new GroupOrder(Arrays.stream(nodes).map(tree::prompt).toArray(), tree.prompts());
    this.seen = new int[tree.prompts()][];
    boolean[] isSeen = new boolean[tree.size()];
    for (int prompt = 0; prompt < seen.length; prompt++) {
      seen[prompt] = seenBy(prompt, isSeen);
    }
  }

  private int[] seenBy(int prompt, boolean[] isSeen) {
    IntStream.Builder found = IntStream.builder();
    for (int query : nodes(prompt)) {
      for (int node = query; !tree.isPrompt(node) && !isSeen[node]; node = tree.parent(node)) {
        isSeen[node] = true;
        found.add(node);
      }
    }
    return found.build().sorted().toArray();
  }

  /** The nodes that look, by prompt. */
  GroupOrder queries() {
    return queries;
  }

  private int[] nodes(int prompt) {
    return queries.rows(prompt).map(row -> nodes[row]).toArray();
  }

  /** See {@link RaggedAttention.View}. */
  RaggedAttention.View at(NDManager manager, int window) {
    RaggedSizes sizes = new RaggedSizes();
    int start = 0;
    for (int prompt = 0; prompt < tree.prompts(); prompt++) {
      int length = tree.promptLength(prompt);
      if (queries.size(prompt) > 0) {
        sizes.add(start, length, queries.size(prompt), seen[prompt].length);
      }
      start += length;
    }
    return new RaggedAttention.View(
        sizes.create(manager),
        manager.create(
            queries
                .groups()
                .flatMap(prompt -> Arrays.stream(seen[prompt]))
                .mapToLong(node -> (long) node - tree.prompts())
                .toArray()),
        manager.create(mask(window, sizes.cells())));
  }

  private float[] mask(int window, int cells) {
    float[] mask = new float[cells];
    Arrays.fill(mask, SequenceAttention.INVISIBLE);
    int offset = 0;
    for (int prompt : queries.groups().toArray()) {
      for (int node : nodes(prompt)) {
        show(mask, offset, node, window);
        offset += tree.promptLength(prompt) + seen[prompt].length;
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
