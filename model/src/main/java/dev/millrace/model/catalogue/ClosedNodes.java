package dev.millrace.model.catalogue;

import java.util.BitSet;

/** The nodes of a trie under which every item is unavailable. Immutable. */
public final class ClosedNodes {

  private final BitSet closed;

  private ClosedNodes(BitSet closed) {
    this.closed = closed;
  }

  /**
   * @param unavailable items by dense id
   */
  static ClosedNodes of(CatalogueTrie trie, BitSet unavailable) {
    BitSet questionable = trie.pathsTo(unavailable);
    BitSet closed = new BitSet();
    for (int node = questionable.length() - 1;
        node > CatalogueTrie.ROOT;
        node = questionable.previousSetBit(node - 1)) {
      closed.set(
          node,
          trie.isLeaf(node)
              ? holdsOnly(trie, node, unavailable)
              : areClosed(trie.firstChild(node), trie.childCount(node), closed));
    }
    return new ClosedNodes(closed);
  }

  /** Whether nothing under the node is available. */
  public boolean contains(int node) {
    return closed.get(node);
  }

  private static boolean holdsOnly(CatalogueTrie trie, int leaf, BitSet unavailable) {
    for (int place = trie.itemsFrom(leaf); place < trie.itemsTo(leaf); place++) {
      if (!unavailable.get(trie.itemAt(place))) {
        return false;
      }
    }
    return true;
  }

  private static boolean areClosed(int first, int count, BitSet closed) {
    return closed.nextClearBit(first) >= first + count;
  }
}
