package dev.millrace.model.decoding;

import dev.millrace.model.catalogue.CatalogueTrie;
import java.util.Comparator;
import java.util.List;

/**
 * One user's search over the trie. It moves from one node with a choice to the next: where a node
 * has one child, that child has probability 1, so chains cost nothing but their tokens, and a chain
 * that ends in a leaf not even those.
 */
final class Beam {

  /** The best first, equal scores by the tokens of the prefix. */
  private static final Comparator<Hypothesis> ORDER =
      Comparator.comparingDouble(Hypothesis::score).reversed().thenComparingInt(Hypothesis::node);

  private final CatalogueTrie trie;
  private final Goal goal;
  private final NodeScores scores;
  private final DecodingOptions options;
  private BestList<Hypothesis> open;

  Beam(CatalogueTrie trie, Goal goal, NodeScores scores, DecodingOptions options) {
    this.trie = trie;
    this.goal = goal;
    this.scores = scores;
    this.options = options;
    this.open = new BestList<>(options.beamWidth(), ORDER);
  }

  /** Starts behind a prompt. */
  void start(int promptNode) {
    if (trie.childCount(CatalogueTrie.ROOT) > 1) {
      open.offer(new Hypothesis(promptNode, CatalogueTrie.NONE, CatalogueTrie.ROOT, 0, 0));
    } else if (trie.childCount(CatalogueTrie.ROOT) == 1) {
      follow(promptNode, trie.firstChild(CatalogueTrie.ROOT), new Prefix(0, 0));
    }
  }

  /** The prefixes whose next logits are wanted, the best first. */
  List<Hypothesis> open() {
    return open.toList().stream()
        .filter(prefix -> scores.canRaise() || prefix.score() >= goal.leastScore())
        .toList();
  }

  /**
   * Goes on from prefixes to all of their children; the best of those stay open.
   *
   * @param nodes the session's node of every prefix
   * @param logits of the children of every prefix
   */
  void expand(List<Hypothesis> prefixes, int[] nodes, float[][] logits) {
    open = new BestList<>(options.beamWidth(), ORDER);
    for (int i = 0; i < prefixes.size(); i++) {
      expand(prefixes.get(i), nodes[i], logits[i]);
    }
  }

  private void expand(Hypothesis prefix, int sessionNode, float[] logits) {
    double logTotal = LogSum.of(logits, options.temperature());
    int first = trie.firstChild(prefix.node());
    for (int i = 0; i < logits.length; i++) {
      double step = logits[i] / options.temperature() - logTotal;
      Prefix longer = new Prefix(prefix.logProbability() + step, prefix.score() + step);
      if (isPromising(longer.score())) {
        follow(sessionNode, first + i, longer);
      }
    }
  }

  /** Whether a score may still enter the open prefixes or the list. */
  private boolean isPromising(double score) {
    return scores.canRaise()
        || !open.isFull()
        || score >= open.last().score()
        || score >= goal.leastScore();
  }

  /** Follows a child along its chain, to a leaf or to the next node with a choice. */
  private void follow(int sessionNode, int child, Prefix before) {
    if (!goal.isWanted(child)) {
      return;
    }
    int node = child;
    double score = before.score() + scores.of(node);
    while (trie.childCount(node) == 1) {
      node = trie.firstChild(node);
      score += scores.of(node);
    }
    if (trie.isLeaf(node)) {
      goal.reached(node, before.logProbability(), score);
    } else {
      open.offer(new Hypothesis(sessionNode, child, node, before.logProbability(), score));
    }
  }

  private record Prefix(double logProbability, double score) {}
}
