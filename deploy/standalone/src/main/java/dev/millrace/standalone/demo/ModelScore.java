package dev.millrace.standalone.demo;

import dev.millrace.avro.OnlineMetrics;

/**
 * How good one model's lists were over some windows.
 *
 * @param modelId the model
 * @param interactions interactions judged
 * @param hits interactions that were a hit
 * @param ndcgSum sum of 1 / log2(rank + 1) over the hits
 * @param itemNdcgSum the same where the item taken alone is a hit
 * @param reciprocalRankSum sum of 1 / rank over the hits
 * @param coverage largest coverage of a window, from 0 to 1
 * @param latencySumMs sum over the interactions of their window's mean latency, in milliseconds
 */
public record ModelScore(
    String modelId,
    long interactions,
    long hits,
    double ndcgSum,
    double itemNdcgSum,
    double reciprocalRankSum,
    double coverage,
    double latencySumMs) {

  static ModelScore of(OnlineMetrics window) {
    long judged = window.getInteractions();
    return new ModelScore(
        window.getModelId(),
        judged,
        window.getHits(),
        window.getNdcg() * judged,
        window.getItemNdcg() * judged,
        window.getMrr() * judged,
        window.getCoverage(),
        window.getMeanLatencyMs() * judged);
  }

  /** The scores of two sets of windows of the same model, taken together. */
  ModelScore plus(ModelScore other) {
    return new ModelScore(
        modelId,
        interactions + other.interactions,
        hits + other.hits,
        ndcgSum + other.ndcgSum,
        itemNdcgSum + other.itemNdcgSum,
        reciprocalRankSum + other.reciprocalRankSum,
        Math.max(coverage, other.coverage),
        latencySumMs + other.latencySumMs);
  }

  /** HR@K; 0 when nothing was judged. */
  double hitRate() {
    return mean((double) hits);
  }

  /** NDCG@K; 0 when nothing was judged. */
  double ndcg() {
    return mean(ndcgSum);
  }

  /** NDCG@K where the item taken alone is a hit; 0 when nothing was judged. */
  double itemNdcg() {
    return mean(itemNdcgSum);
  }

  /** MRR@K; 0 when nothing was judged. */
  double mrr() {
    return mean(reciprocalRankSum);
  }

  /** Mean time from an interaction's arrival to the list made from it, in milliseconds. */
  double latencyMs() {
    return mean(latencySumMs);
  }

  private double mean(double sum) {
    return interactions == 0 ? 0 : sum / interactions;
  }
}
