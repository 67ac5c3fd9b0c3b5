package dev.millrace.trainer.process;

import dev.millrace.model.metrics.PairedDifference;
import dev.millrace.model.metrics.RankingAccumulator;
import dev.millrace.model.metrics.RankingMetrics;
import dev.millrace.model.sequential.RankingQuery;
import dev.millrace.model.sequential.SequentialRecommender;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How good lists are since the last checkpoint: by the model as it was before it learned from each
 * case, and by others on the same cases.
 */
final class Judgement {

  private final int k;
  private final List<RankingQuery> cases = new ArrayList<>();
  private final Ranking model;
  private final Ranking popularity;
  private final Ranking transitions;
  private final Ranking fusion;
  private double loss;
  private long positions;

  Judgement(int k) {
    this.k = k;
    this.model = new Ranking(k);
    this.popularity = new Ranking(k);
    this.transitions = new Ranking(k);
    this.fusion = new Ranking(k);
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
    model.add(ranks.model());
    popularity.add(ranks.popularity());
    transitions.add(ranks.transitions());
    fusion.add(ranks.fusion());
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
    return model.sums.metrics();
  }

  RankingMetrics popularity() {
    return popularity.sums.metrics();
  }

  RankingMetrics transitions() {
    return transitions.sums.metrics();
  }

  RankingMetrics fusion() {
    return fusion.sums.metrics();
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
    return against(popularity);
  }

  /** Another model. */
  Rival against(SequentialRecommender other) {
    Ranking ranking = new Ranking(k);
    ranking.add(other.ranks(cases));
    return against(ranking);
  }

  private Rival against(Ranking other) {
    return new Rival(
        other.sums.metrics(), PairedDifference.ofNdcg(model.ranks(), other.ranks(), k));
  }

  /** Ranks case by case, summed as they come: figures are asked for after every micro-batch. */
  private static final class Ranking {

    private final RankingAccumulator sums;
    private final List<int[]> batches = new ArrayList<>();

    Ranking(int k) {
      this.sums = new RankingAccumulator(k);
    }

    void add(int[] ranks) {
      sums.addAll(ranks);
      batches.add(ranks);
    }

    int[] ranks() {
      return batches.stream().flatMapToInt(IntStream::of).toArray();
    }
  }
}
