package dev.millrace.standalone.evaluate;

import dev.millrace.model.sequential.SequentialRecommender;

/**
 * The production recommender, counted from the training sequences.
 *
 * @param name popularity or transitions
 * @param transitions whether what followed the history comes first
 */
record CollaborativeCandidate(String name, boolean transitions) implements Candidate {

  @Override
  public boolean isSeeded() {
    return false;
  }

  @Override
  public SequentialRecommender fit(Dataset dataset, long seed, Progress progress) {
    return new CollaborativeRanker(
        CollaborativeCounts.model(dataset.items(), dataset.training()), transitions);
  }
}
