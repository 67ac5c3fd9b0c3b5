package dev.millrace.model.metrics;

/**
 * Means over cases with one relevant item each, found at a rank that counts from 1, or not at all.
 *
 * @param k length of the list that counts for the metrics "at K"
 * @param cases number of cases
 * @param hitRate HR@K: share of cases with rank ≤ K
 * @param ndcg NDCG@K: mean of 1 / log2(rank + 1) where rank ≤ K, else 0
 * @param reciprocalRank MRR: mean of 1 / rank where a rank is known, however large, else 0
 * @param averagePrecision MAP@K: mean precision at the hit, 1 / rank where rank ≤ K, else 0
 */
public record RankingMetrics(
    int k,
    long cases,
    double hitRate,
    double ndcg,
    double reciprocalRank,
    double averagePrecision) {

  private static final double LN_2 = Math.log(2.0);

  /**
   * What one case adds to DCG@K, whose ideal is 1: 1 / log2(rank + 1).
   *
   * @param rank from 1; 0 where the list did not have the item
   * @param k length of the list that counts
   */
  static double gain(int rank, int k) {
    return rank < 1 || rank > k ? 0 : LN_2 / Math.log(rank + 1.0);
  }
}
