package dev.millrace.model.catalogue;

import java.util.Arrays;

/**
 * The arrays of a trie while it is written, level by level: nodes are opened in the order in which
 * they were added, and the children of a node are added while it is open.
 */
final class TrieAssembly {

  private final IntList tokens = new IntList();
  private final IntList firstChildren = new IntList();
  private final IntList leaves = new IntList();
  private final IntList itemStarts = new IntList();
  private final IntList items = new IntList();

  TrieAssembly() {
    tokens.add(CatalogueTrie.NONE);
  }

  /** Number of nodes added so far, the root included. */
  int nodes() {
    return tokens.size();
  }

  /** Adds a child to the node that is open; children come with ascending tokens. */
  void addChild(int token) {
    tokens.add(token);
  }

  /** Opens the next node. */
  void open() {
    firstChildren.add(tokens.size());
  }

  /** Makes the open node the end of items. */
  void addLeaf(int[] leafItems) {
    Arrays.sort(leafItems);
    leaves.add(firstChildren.size() - 1);
    itemStarts.add(items.size());
    for (int item : leafItems) {
      items.add(item);
    }
  }

  /**
   * Opens nodes that are as they are in another trie, with their items, and adds their children.
   *
   * @param from the first of them
   * @param to behind the last
   */
  void copy(CatalogueTrie.Nodes nodes, CatalogueTrie.Leaves ends, int from, int to) {
    copyLeaves(ends, from, to);
    int first = nodes.firstChildren()[from];
    firstChildren.addAll(nodes.firstChildren(), from, to, tokens.size() - first);
    tokens.addAll(nodes.tokens(), first, nodes.firstChildren()[to], 0);
  }

  private void copyLeaves(CatalogueTrie.Leaves ends, int from, int to) {
    int leaf = placeOf(from, ends.nodes());
    int end = placeOf(to, ends.nodes());
    int item = ends.itemStarts()[leaf];
    leaves.addAll(ends.nodes(), leaf, end, firstChildren.size() - from);
    itemStarts.addAll(ends.itemStarts(), leaf, end, items.size() - item);
    items.addAll(ends.items(), item, ends.itemStarts()[end], 0);
  }

  /** Place of the first value that is not below another one. */
  private static int placeOf(int value, int[] ascending) {
    int found = Arrays.binarySearch(ascending, value);
    return found < 0 ? -found - 1 : found;
  }

  CatalogueTrie build() {
    firstChildren.add(tokens.size());
    itemStarts.add(items.size());
    return new CatalogueTrie(
        new CatalogueTrie.Nodes(tokens.drain(), firstChildren.drain()),
        new CatalogueTrie.Leaves(leaves.drain(), itemStarts.drain(), items.drain()));
  }
}
