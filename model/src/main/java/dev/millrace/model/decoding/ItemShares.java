package dev.millrace.model.decoding;

import dev.millrace.model.catalogue.CatalogueTrie;
import java.util.function.IntToDoubleFunction;

/**
 * A probability over items, such as the collaborative one, spread over the trie: reaching a node
 * adds weight · ln of the share that the items under it have of those under its parent. Along a
 * whole path this adds weight · ln of the leaf's share of everything.
 */
public final class ItemShares implements NodeScores {

  private final CatalogueTrie trie;
  private final double[] sums;
  private final double weight;

  /**
   * @param probability of an item by dense id, above 0 for every item; need not sum to 1
   * @param weight factor of the logarithm, not negative
   */
  public ItemShares(CatalogueTrie trie, IntToDoubleFunction probability, double weight) {
    if (!(weight >= 0)) {
      throw new IllegalArgumentException("weight must not be negative, found " + weight);
    }
    this.trie = trie;
    this.sums = new double[trie.nodes()];
    this.weight = weight;
    trie.sumUnderNodes(probability, sums);
  }

  @Override
  public double of(int node) {
    int parent = trie.parent(node);
    return trie.childCount(parent) == 1 ? 0 : weight * Math.log(sums[node] / sums[parent]);
  }

  @Override
  public boolean canRaise() {
    return false;
  }
}
