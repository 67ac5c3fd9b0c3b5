package dev.millrace.trainer.process;

import dev.millrace.model.metrics.PairedDifference;
import dev.millrace.model.metrics.RankingAccumulator;
import dev.millrace.model.metrics.RankingMetrics;
import dev.millrace.model.sequential.RankingQuery;
import dev.millrace.model.sequential.SequentialRecommender;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How good lists are since the last checkpoint: by the model as it was before it learned from each
 * case, and by others on the same cases.
 */
final class Judgement {

  private final int k;
  private final List<RankingQuery> cases = new ArrayList<>();
  private final List<Ranks> batches = new ArrayList<>();
  private double loss;
  private long positions;

  Judgement(int k) {
    this.k = k;
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
    batches.add(ranks);
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
    return metrics(ranks(Ranks::model));
  }

  RankingMetrics popularity() {
    return metrics(ranks(Ranks::popularity));
  }

  RankingMetrics transitions() {
    return metrics(ranks(Ranks::transitions));
  }

  RankingMetrics fusion() {
    return metrics(ranks(Ranks::fusion));
  }

  /** Mean over all positions; 0 where there were none. */
  double loss() {
    return positions == 0 ? 0 : loss / positions;
  }

  long positions() {
    return positions;
  }

  /**
   * Somebody else on the same cases.
   *
   * @param metrics of the other
   * @param lead by how much the model that learns is better
   */
  record Rival(RankingMetrics metrics, PairedDifference lead) {}

  /** The most popular items. */
  Rival againstPopularity() {
    return against(ranks(Ranks::popularity));
  }

  /** Another model. */
  Rival against(SequentialRecommender other) {
    return against(other.ranks(cases));
  }

  private Rival against(int[] ranks) {
    return new Rival(metrics(ranks), PairedDifference.ofNdcg(ranks(Ranks::model), ranks, k));
  }

  private int[] ranks(Function<Ranks, int[]> whose) {
    return batches.stream().map(whose).flatMapToInt(IntStream::of).toArray();
  }

  private RankingMetrics metrics(int[] ranks) {
    RankingAccumulator sums = new RankingAccumulator(k);
    sums.addAll(ranks);
    return sums.metrics();
  }
}
