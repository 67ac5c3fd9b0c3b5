package dev.millrace.trainer.rewards;

import dev.millrace.model.catalogue.CatalogueTrie;
import java.util.Arrays;

/**
 * Sums of a few items' scores under the nodes of a trie. Used again for every example; only what
 * was touched is cleared.
 */
final class ScoreSums {

  private final CatalogueTrie trie;
  private final int[] parents;
  private final double[] sums;
  private int[] touched = new int[64];
  private int touchedCount;

  ScoreSums(CatalogueTrie trie) {
    this.trie = trie;
    this.parents = new int[trie.nodes()];
    this.sums = new double[trie.nodes()];
    parents[CatalogueTrie.ROOT] = CatalogueTrie.NONE;
    for (int node = 0; node < parents.length; node++) {
      int first = trie.firstChild(node);
      Arrays.fill(parents, first, first + trie.childCount(node), node);
    }
  }

  int parent(int node) {
    return parents[node];
  }

  void clear() {
    for (int i = 0; i < touchedCount; i++) {
      sums[touched[i]] = 0;
    }
    touchedCount = 0;
  }

  /** Adds a score to all nodes above an item; items that are not in the catalogue are left out. */
  void add(int item, double score) {
    for (int node = trie.leafOf(item); node != CatalogueTrie.NONE; node = parents[node]) {
      if (sums[node] == 0) {
        touch(node);
      }
      sums[node] += score;
    }
  }

  private void touch(int node) {
    if (touchedCount == touched.length) {
      touched = Arrays.copyOf(touched, 2 * touchedCount);
    }
    touched[touchedCount++] = node;
  }

  /** Sum of the scores of items under a node. */
  double under(int node) {
    return sums[node];
  }
}
