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
    double averagePrecision) {}
