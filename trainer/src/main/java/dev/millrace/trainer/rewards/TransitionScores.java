package dev.millrace.trainer.rewards;

import dev.millrace.model.collaborative.CollaborativeRecommender;
import dev.millrace.model.collaborative.History;
import dev.millrace.model.collaborative.ItemScoreConsumer;

/**
 * Where an example's transition scores come from: the code that serves. Not thread-safe, as the
 * recommender is not.
 *
 * @param recommender what followed what
 * @param counted whether the model has seen the examples that it is asked about, as it has when it
 *     was counted from the training split; an example's own pairs are then taken back, for they
 *     would give its answer away
 */
public record TransitionScores(CollaborativeRecommender recommender, boolean counted) {

  /** Calls the consumer with every item that has a score; in no particular order. */
  public void forEach(History history, int target, ItemScoreConsumer consumer) {
    if (counted) {
      recommender.forEachScoreWithout(target, history, consumer);
    } else {
      recommender.forEachScore(history, consumer);
    }
  }
}
