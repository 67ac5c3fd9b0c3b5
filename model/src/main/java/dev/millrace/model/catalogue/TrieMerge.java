package dev.millrace.model.catalogue;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A trie with some items taken out and those of a second trie put in, in one pass over both, level
 * by level. Neither is changed.
 */
final class TrieMerge {

  private final CatalogueTrie base;
  private final CatalogueTrie added;
  private final IntPredicate kept;

  /** Items that stay, under every node of the base. */
  private final double[] staying;

  private final TrieAssembly assembly = new TrieAssembly();
  private final IntList baseNodes = new IntList();
  private final IntList addedNodes = new IntList();

  private TrieMerge(CatalogueTrie base, CatalogueTrie added, IntPredicate kept) {
    this.base = base;
    this.added = added;
    this.kept = kept;
    this.staying = new double[base.nodes()];
    base.sumUnderNodes(item -> kept.test(item) ? 1 : 0, staying);
  }

  /**
   * @param added its items are not in the base, or not kept there
   * @param kept which items of the base stay, by dense id
   */
  static CatalogueTrie merge(CatalogueTrie base, CatalogueTrie added, IntPredicate kept) {
    TrieMerge merge = new TrieMerge(base, added, kept);
    merge.mergeNodes();
    return merge.assembly.build();
  }

  private void mergeNodes() {
    add(CatalogueTrie.ROOT, CatalogueTrie.ROOT);
    for (int node = 0; node < baseNodes.size(); node++) {
      assembly.open();
      open(baseNodes.get(node), addedNodes.get(node));
    }
  }

  private void add(int baseNode, int addedNode) {
    baseNodes.add(baseNode);
    addedNodes.add(addedNode);
  }

  private void open(int baseNode, int addedNode) {
    if (isLeaf(base, baseNode) || isLeaf(added, addedNode)) {
      assembly.addLeaf(
          IntStream.concat(itemsOf(base, baseNode).filter(kept), itemsOf(added, addedNode))
              .toArray());
    } else {
      addChildren(baseNode, addedNode);
    }
  }

  /** Merges two ascending lists of children; where both have a token they become one child. */
  private void addChildren(int baseNode, int addedNode) {
    int left = firstChild(base, baseNode);
    int right = firstChild(added, addedNode);
    int leftEnd = left + childCount(base, baseNode);
    int rightEnd = right + childCount(added, addedNode);
    while (left < leftEnd || right < rightEnd) {
      int leftToken = left < leftEnd ? base.token(left) : Integer.MAX_VALUE;
      int rightToken = right < rightEnd ? added.token(right) : Integer.MAX_VALUE;
      int token = Math.min(leftToken, rightToken);
      int baseChild = leftToken == token ? left++ : CatalogueTrie.NONE;
      int addedChild = rightToken == token ? right++ : CatalogueTrie.NONE;
      addChild(token, stayingOrNone(baseChild), addedChild);
    }
  }

  private void addChild(int token, int baseChild, int addedChild) {
    if (baseChild != CatalogueTrie.NONE || addedChild != CatalogueTrie.NONE) {
      assembly.addChild(token);
      add(baseChild, addedChild);
    }
  }

  private int stayingOrNone(int baseNode) {
    return baseNode == CatalogueTrie.NONE || staying[baseNode] == 0 ? CatalogueTrie.NONE : baseNode;
  }

  private static boolean isLeaf(CatalogueTrie trie, int node) {
    return node != CatalogueTrie.NONE && trie.isLeaf(node);
  }

  private static int firstChild(CatalogueTrie trie, int node) {
    return node == CatalogueTrie.NONE ? 0 : trie.firstChild(node);
  }

  private static int childCount(CatalogueTrie trie, int node) {
    return node == CatalogueTrie.NONE ? 0 : trie.childCount(node);
  }

  private static IntStream itemsOf(CatalogueTrie trie, int leaf) {
    return leaf == CatalogueTrie.NONE
        ? IntStream.empty()
        : IntStream.range(trie.itemsFrom(leaf), trie.itemsTo(leaf)).map(trie::itemAt);
  }
}
