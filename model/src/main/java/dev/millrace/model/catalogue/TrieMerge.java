package dev.millrace.model.catalogue;

import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * A trie with some items taken out and those of a second trie put in, in one pass over both, level
 * by level. Neither is changed.
 */
final class TrieMerge {

  private final CatalogueTrie base;
  private final CatalogueTrie added;
  private final BitSet dropped;

  /** The nodes of the base under which no item stays. */
  private final ClosedNodes gone;

  private final TrieAssembly assembly = new TrieAssembly();
  private Level level = new Level();
  private Level next = new Level();

  private TrieMerge(CatalogueTrie base, CatalogueTrie added, BitSet dropped) {
    this.base = base;
    this.added = added;
    this.dropped = dropped;
    this.gone = ClosedNodes.of(base, dropped);
  }

  /**
   * @param added its items are not in the base, or dropped there
   * @param dropped which items of the base do not stay, by dense id
   */
  static CatalogueTrie merge(CatalogueTrie base, CatalogueTrie added, BitSet dropped) {
    TrieMerge merge = new TrieMerge(base, added, dropped);
    merge.mergeLevels();
    return merge.assembly.build();
  }

  private void mergeLevels() {
    next.add(CatalogueTrie.ROOT, CatalogueTrie.ROOT);
    while (next.size() > 0) {
      Level done = level;
      level = next;
      next = done;
      next.clear();
      for (int node = 0; node < level.size(); node++) {
        assembly.open();
        open(level.baseNodes.get(node), level.addedNodes.get(node));
      }
    }
  }

  private void open(int baseNode, int addedNode) {
    if (isLeaf(base, baseNode) || isLeaf(added, addedNode)) {
      assembly.addLeaf(
          IntStream.concat(
                  itemsOf(base, baseNode).filter(item -> !dropped.get(item)),
                  itemsOf(added, addedNode))
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
      next.add(baseChild, addedChild);
    }
  }

  private int stayingOrNone(int baseNode) {
    return baseNode == CatalogueTrie.NONE || gone.contains(baseNode)
        ? CatalogueTrie.NONE
        : baseNode;
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

  /** The nodes of one depth: where they come from, on either side. */
  private static final class Level {

    private final IntList baseNodes = new IntList();
    private final IntList addedNodes = new IntList();

    void add(int baseNode, int addedNode) {
      baseNodes.add(baseNode);
      addedNodes.add(addedNode);
    }

    int size() {
      return baseNodes.size();
    }

    void clear() {
      baseNodes.clear();
      addedNodes.clear();
    }
  }
}
