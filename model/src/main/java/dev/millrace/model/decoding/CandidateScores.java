package dev.millrace.model.decoding;

import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.collaborative.ItemIds;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The goal of exact scoring: the leaves of given candidates, all of them. */
final class CandidateScores implements Goal {

  private final CatalogueTrie trie;
  private final ItemIds candidates;

  /** The nodes on the way to candidates. */
  private final Set<Integer> wanted = new HashSet<>();

  private final Map<Integer, Double> logProbabilities = new HashMap<>();

  CandidateScores(CatalogueTrie trie, ItemIds candidates) {
    this.trie = trie;
    this.candidates = candidates;
    candidates.forEach(item -> addPath(trie.leafOf(item)));
  }

  @Override
  public boolean isWanted(int node) {
    return wanted.contains(node);
  }

  @Override
  public double leastScore() {
    return Double.NEGATIVE_INFINITY;
  }

  @Override
  public void reached(int leaf, double logProbability, double score) {
    logProbabilities.put(leaf, logProbability);
  }

  /** In the order of the candidates. */
  double[] toArray() {
    double[] scores = new double[candidates.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] =
          logProbabilities.getOrDefault(trie.leafOf(candidates.get(i)), Double.NEGATIVE_INFINITY);
    }
    return scores;
  }

  private void addPath(int leaf) {
    int node = leaf;
    while (node > CatalogueTrie.ROOT && wanted.add(node)) {
      node = trie.parent(node);
    }
  }
}
