package dev.millrace.trainer.rewards;

import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.collaborative.History;
import dev.millrace.model.fusion.CollaborativeOpinion;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Collaborative rewards of tokens,
 *
 * <pre>  r(v) = Σ_{i under (prefix, v)} p_CF(i) / Σ_{i under prefix} p_CF(i),
 *   p_CF(i | history) = (1 − ε) · s_i / Σ_j s_j + ε · (pop_i + 1) / Σ_j (pop_j + 1)</pre>
 *
 * with s the transition scores that serving uses, over the catalogue's items; all of p_CF is
 * popularity where no item has a score. An example costs as much as its scored items' paths and its
 * target's children; the catalogue's size does not matter. Not thread-safe.
 */
public final class TokenRewards {

  /** That of serving's fusion. */
  public static final double DEFAULT_EPSILON = CollaborativeOpinion.POPULARITY_SHARE;

  private final CatalogueTrie trie;
  private final PopularityMass popularity;
  private final TransitionScores scores;
  private final double epsilon;
  private final ScoreSums sums;

  /**
   * @param trie the catalogue
   * @param popularity of the same catalogue
   * @param scores of the same items
   * @param epsilon ε, above 0 and up to 1
   */
  public TokenRewards(
      CatalogueTrie trie, PopularityMass popularity, TransitionScores scores, double epsilon) {
    if (!(epsilon > 0 && epsilon <= 1)) {
      throw new IllegalArgumentException(
          "The share of popularity is above 0 and at most 1, but was " + epsilon);
    }
    this.trie = trie;
    this.popularity = popularity;
    this.scores = scores;
    this.epsilon = epsilon;
    this.sums = new ScoreSums(trie);
  }

  /**
   * Rewards of the children of every node on the way to a target that has more than one, from the
   * root.
   *
   * @param target dense id
   * @return [nodes][children in their order]; each row sums to 1
   * @throws IllegalArgumentException if the target is not in the catalogue
   */
  public float[][] alongPath(History history, int target) {
    int[] nodes = choicesTo(target);
    sums.clear();
    scores.forEach(history, target, sums::add);
    return Arrays.stream(nodes).mapToObj(this::ofChildren).toArray(float[][]::new);
  }

  /** Nodes with more than one child on the way to a target, from the root. */
  private int[] choicesTo(int target) {
    int leaf = trie.leafOf(target);
    if (leaf == CatalogueTrie.NONE) {
      throw new IllegalArgumentException(
          "Item %d is a target, but not in the catalogue".formatted(target));
    }
    int[] upwards =
        IntStream.iterate(leaf, node -> node != CatalogueTrie.NONE, sums::parent)
            .filter(node -> trie.childCount(node) > 1)
            .toArray();
    return IntStream.rangeClosed(1, upwards.length)
        .map(place -> upwards[upwards.length - place])
        .toArray();
  }

  private float[] ofChildren(int node) {
    double whole = sums.under(CatalogueTrie.ROOT);
    double scoreFactor = whole > 0 ? (1 - epsilon) / whole : 0;
    double popularityFactor = whole > 0 ? epsilon : 1;
    double norm = scoreFactor * sums.under(node) + popularityFactor * popularity.shareUnder(node);
    float[] rewards = new float[trie.childCount(node)];
    int first = trie.firstChild(node);
    for (int child = 0; child < rewards.length; child++) {
      double mass =
          scoreFactor * sums.under(first + child)
              + popularityFactor * popularity.shareUnder(first + child);
      rewards[child] = (float) (mass / norm);
    }
    return rewards;
  }
}
