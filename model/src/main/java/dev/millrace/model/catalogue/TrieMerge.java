package dev.millrace.model.catalogue;

import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * A trie with some items taken out and those of a second trie put in, level by level. Neither is
 * changed. Only nodes on the way to such items are looked at one by one; what lies between them is
 * copied in stretches, so that one item changed among a million costs little more than the copy.
 */
final class TrieMerge {

  private final CatalogueTrie base;
  private final CatalogueTrie added;
  private final BitSet dropped;

  /** The nodes of the base under which items are dropped. */
  private final BitSet touched;

  /** The nodes of the base under which no item stays. */
  private final ClosedNodes gone;

  private final TrieAssembly assembly = new TrieAssembly();
  private Level level = new Level();
  private Level next = new Level();

  private TrieMerge(CatalogueTrie base, CatalogueTrie added, BitSet dropped) {
    this.base = base;
    this.added = added;
    this.dropped = dropped;
    this.touched = base.pathsTo(dropped);
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
    next.addPair(CatalogueTrie.ROOT, CatalogueTrie.ROOT);
    next.finish();
    while (next.size() > 0) {
      Level done = level;
      level = next;
      next = done;
      next.clear();
      for (int part = 0; part < level.size(); part++) {
        merge(part);
      }
      next.finish();
    }
  }

  private void merge(int part) {
    int first = level.firsts.get(part);
    if (level.isPair(part)) {
      assembly.open();
      open(first, level.addedNodes.get(part));
    } else {
      int end = level.ends.get(part);
      base.copy(first, end, assembly);
      next.addStretch(base.firstChild(first), base.firstChild(end));
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
      if (addedChild == CatalogueTrie.NONE && !touched.get(baseChild)) {
        next.addStretch(baseChild, baseChild + 1);
      } else {
        next.addPair(baseChild, addedChild);
      }
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

  /**
   * The nodes of one depth: where they come from. A part is a stretch of the base's nodes with
   * nothing to do below them, or a pair of nodes to be merged, of which one may be missing.
   */
  private static final class Level {

    private static final int PAIR = -1;

    private final IntList firsts = new IntList();
    private final IntList ends = new IntList();
    private final IntList addedNodes = new IntList();

    /** The last stretch, which may go on; empty when both are equal. */
    private int first;

    private int end;

    void addPair(int baseNode, int addedNode) {
      finish();
      add(baseNode, PAIR, addedNode);
    }

    void addStretch(int from, int to) {
      if (from != end) {
        finish();
        first = from;
      }
      end = to;
    }

    /** Ends the last stretch. */
    void finish() {
      if (first < end) {
        add(first, end, CatalogueTrie.NONE);
      }
      first = end;
    }

    private void add(int from, int to, int addedNode) {
      firsts.add(from);
      ends.add(to);
      addedNodes.add(addedNode);
    }

    boolean isPair(int part) {
      return ends.get(part) == PAIR;
    }

    int size() {
      return firsts.size();
    }

    void clear() {
      firsts.clear();
      ends.clear();
      addedNodes.clear();
      first = 0;
      end = 0;
    }
  }
}
