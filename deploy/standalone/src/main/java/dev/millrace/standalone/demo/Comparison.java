package dev.millrace.standalone.demo;

import java.util.List;

/**
 * Models that were judged on the same interactions: those of users who were shown one model's
 * lists.
 *
 * @param servedModelId the model whose lists were shown
 * @param scores of all models, the best NDCG@K first
 */
public record Comparison(String servedModelId, List<ModelScore> scores) {

  /** Copies the scores. */
  public Comparison {
    scores = List.copyOf(scores);
  }

  /** Interactions that were judged. */
  long interactions() {
    return scores.stream().mapToLong(ModelScore::interactions).max().orElse(0);
  }
}
