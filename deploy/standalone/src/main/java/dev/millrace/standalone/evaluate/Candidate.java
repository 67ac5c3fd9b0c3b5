package dev.millrace.standalone.evaluate;

import dev.millrace.model.sequential.SequentialRecommender;

/** A kind of recommender that can learn from a data set. */
public interface Candidate {

  /** As it is called on the command line and in the table. */
  String name();

  /** Whether another seed makes another recommender. */
  boolean isSeeded();

  /**
   * Learns from the training sequences; the valid cases may decide when to stop.
   *
   * @param progress is told what is going on
   * @return to be closed by the caller
   */
  SequentialRecommender fit(Dataset dataset, long seed, Progress progress);
}
