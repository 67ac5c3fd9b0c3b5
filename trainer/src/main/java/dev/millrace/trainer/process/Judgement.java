package dev.millrace.trainer.process;

import dev.millrace.model.metrics.RankingAccumulator;
import dev.millrace.model.metrics.RankingMetrics;
import dev.millrace.model.sequential.RankingQuery;
import dev.millrace.model.sequential.SequentialRecommender;
import java.util.ArrayList;
import java.util.List;

/**
 * How good lists are since the last checkpoint: by the model as it was before it learned from each
 * case, and by others on the same cases.
 */
final class Judgement {

  private final int k;
  private final List<RankingQuery> cases = new ArrayList<>();
  private final RankingAccumulator model;
  private final RankingAccumulator popularity;
  private final RankingAccumulator transitions;
  private final RankingAccumulator fusion;
  private double loss;
  private long positions;

  Judgement(int k) {
    this.k = k;
    this.model = new RankingAccumulator(k);
    this.popularity = new RankingAccumulator(k);
    this.transitions = new RankingAccumulator(k);
    this.fusion = new RankingAccumulator(k);
  }

  /**
   * Ranks of the targets, from 1, or {@link SequentialRecommender#UNRANKED}.
   *
   * @param model by the model that learns
   * @param popularity by popularity
   * @param transitions by the collaborative model
   * @param fusion by both, as they were put together for the last checkpoint
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed over, never compared.
  record Ranks(int[] model, int[] popularity, int[] transitions, int[] fusion) {}

  void add(List<RankingQuery> judged, Ranks ranks) {
    cases.addAll(judged);
    model.addAll(ranks.model());
    popularity.addAll(ranks.popularity());
    transitions.addAll(ranks.transitions());
    fusion.addAll(ranks.fusion());
  }

  /**
   * @param mean over some positions
   */
  void addLoss(double mean, long counted) {
    loss += mean * counted;
    positions += counted;
  }

  List<RankingQuery> cases() {
    return List.copyOf(cases);
  }

  RankingMetrics model() {
    return model.metrics();
  }

  RankingMetrics popularity() {
    return popularity.metrics();
  }

  RankingMetrics transitions() {
    return transitions.metrics();
  }

  RankingMetrics fusion() {
    return fusion.metrics();
  }

  /** Mean over all positions; 0 where there were none. */
  double loss() {
    return positions == 0 ? 0 : loss / positions;
  }

  long positions() {
    return positions;
  }

  /** Another model on the same cases. */
  RankingMetrics of(SequentialRecommender other) {
    RankingAccumulator ranks = new RankingAccumulator(k);
    ranks.addAll(other.ranks(cases));
    return ranks.metrics();
  }
}
