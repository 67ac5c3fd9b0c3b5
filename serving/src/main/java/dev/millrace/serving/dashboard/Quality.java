package dev.millrace.serving.dashboard;

import java.util.List;

/**
 * Prequential metrics and checkpoints.
 *
 * @param models those that were judged, by the model that was shown and by id
 * @param checkpoints announcements, the oldest first
 */
public record Quality(List<Model> models, List<Checkpoint> checkpoints) {

  /**
   * A model that was judged.
   *
   * @param id as in online-metrics
   * @param served model whose lists the users were shown
   * @param windows the oldest first
   */
  public record Model(String id, String served, List<Window> windows) {}

  /**
   * One window.
   *
   * @param start in milliseconds since 1970-01-01T00:00:00Z
   * @param interactions that were judged
   * @param hitRate HR@K
   * @param ndcg NDCG@K
   * @param latency mean time from an interaction to the list that knows it, in milliseconds
   */
  public record Window(
      long start, long interactions, double hitRate, double ndcg, double latency) {}

  /**
   * What became of a checkpoint.
   *
   * @param id its id
   * @param state CANDIDATE, PROMOTED, REJECTED or ROLLED_BACK
   * @param at in milliseconds since 1970-01-01T00:00:00Z
   * @param reason in words
   */
  public record Checkpoint(String id, String state, long at, String reason) {}
}
