package dev.millrace.trainer.rewards;

import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.collaborative.PopularityRanking;

/**
 * How much of popularity lies under each node of a catalogue, as it was at one moment: (pop_i + 1)
 * / Σ_j (pop_j + 1), so that no item has none. Immutable.
 */
public final class PopularityMass {

  private final double[] shares;

  private PopularityMass(double[] shares) {
    this.shares = shares;
  }

  /**
   * @param trie the catalogue, of at least one item
   * @throws IllegalArgumentException if there is no item
   */
  public static PopularityMass of(CatalogueTrie trie, PopularityRanking popularity) {
    if (trie.items() == 0) {
      throw new IllegalArgumentException("A catalogue without items has no popularity");
    }
    double[] sums = new double[trie.nodes()];
    trie.sumUnderNodes(item -> popularity.weightOf(item) + 1, sums);
    double whole = sums[CatalogueTrie.ROOT];
    for (int node = 0; node < sums.length; node++) {
      sums[node] /= whole;
    }
    return new PopularityMass(sums);
  }

  double shareUnder(int node) {
    return shares[node];
  }
}
