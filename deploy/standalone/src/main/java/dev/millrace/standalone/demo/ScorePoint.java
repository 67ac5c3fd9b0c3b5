package dev.millrace.standalone.demo;

import java.util.Map;

/**
 * One point of the plots.
 *
 * @param interactions interactions judged so far in this run
 * @param hitRates HR@10 so far, of the served lists and of popularity's on the same interactions
 * @param ndcgs NDCG@10 so far of each model, on the interactions of users who were shown a list
 *     that a language model took part in; empty before the first of them
 */
public record ScorePoint(
    long interactions, Map<String, Double> hitRates, Map<String, Double> ndcgs) {

  /** Copies the figures. */
  public ScorePoint {
    hitRates = Map.copyOf(hitRates);
    ndcgs = Map.copyOf(ndcgs);
  }
}
