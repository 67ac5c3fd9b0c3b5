package dev.millrace.standalone.evaluate;

import dev.millrace.model.metrics.RankingAccumulator;
import dev.millrace.model.metrics.RankingMetrics;
import dev.millrace.model.sequential.SequentialRecommender;

/**
 * Means over all cases; a target that is not in the list counts 0.
 *
 * @param reciprocalRank MRR of the complete lists
 */
public record Scores(
    double hitRateAt5, double hitRateAt10, double ndcgAt5, double ndcgAt10, double reciprocalRank) {

  /**
   * @param ranks from 1, or {@link SequentialRecommender#UNRANKED}
   */
  public static Scores of(int[] ranks) {
    RankingMetrics five = metrics(5, ranks);
    RankingMetrics ten = metrics(10, ranks);
    return new Scores(five.hitRate(), ten.hitRate(), five.ndcg(), ten.ndcg(), ten.reciprocalRank());
  }

  private static RankingMetrics metrics(int k, int[] ranks) {
    RankingAccumulator accumulator = new RankingAccumulator(k);
    accumulator.addAll(ranks);
    return accumulator.metrics();
  }
}
