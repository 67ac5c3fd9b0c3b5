package dev.millrace.model.llm;

import java.util.Arrays;

/** Which prompt slots and tree slots each new node sees. */
final class TreeMask {

  private final TokenTree tree;
  private final int[] treeSlots;
  private final int promptWidth;
  private final int treeWidth;

  /**
   * @param treeSlots tree slot of each node, indexed by node
   * @param promptWidth prompt slots of each prompt
   * @param treeWidth tree slots of each prompt, the new ones included
   */
  TreeMask(TokenTree tree, int[] treeSlots, int promptWidth, int treeWidth) {
    this.tree = tree;
    this.treeSlots = treeSlots;
    this.promptWidth = promptWidth;
    this.treeWidth = treeWidth;
  }

  /**
   * @param first the first new node; the new ones reach to the tree's end
   * @param queryWidth query slots of each prompt; the new nodes have the last tree slots
   * @return [prompts, queryWidth, promptWidth + treeWidth], 0 or {@link
   *     SequenceAttention#INVISIBLE}
   */
  float[] values(int first, int queryWidth, int window) {
    int keys = promptWidth + treeWidth;
    float[] mask = new float[Math.multiplyExact(tree.prompts() * queryWidth, keys)];
    Arrays.fill(mask, SequenceAttention.INVISIBLE);
    for (int node = first; node < tree.size(); node++) {
      int query = treeSlots[node] - (treeWidth - queryWidth);
      show(mask, (tree.prompt(node) * queryWidth + query) * keys, node, window);
    }
    return mask;
  }

  private void show(float[] mask, int offset, int node, int window) {
    int oldest = (int) Math.max(0, tree.position(node) - (long) window + 1);
    int promptLength = tree.promptLength(tree.prompt(node));
    for (int position = oldest; position < promptLength; position++) {
      mask[offset + position] = 0;
    }
    for (int seen = node; !tree.isPrompt(seen); seen = tree.parent(seen)) {
      if (tree.position(seen) >= oldest) {
        mask[offset + promptWidth + treeSlots[seen]] = 0;
      }
    }
  }
}
