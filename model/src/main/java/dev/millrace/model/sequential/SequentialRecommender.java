package dev.millrace.model.sequential;

import java.util.List;

/**
 * Whatever puts a catalogue in order after a history. How it does so is its own affair: scores for
 * all items, votes, or a search that finds the best few.
 */
public interface SequentialRecommender extends AutoCloseable {

  /** The rank of a target that is not in the list at all. */
  int UNRANKED = 0;

  /**
   * Where the lists have their targets.
   *
   * @return for each query the rank, from 1, of the best of its targets in the complete list, or
   *     {@link #UNRANKED}; equal scores are ordered by item name
   */
  int[] ranks(List<RankingQuery> queries);

  /** Number of figures that were learned. */
  long parameterCount();

  @Override
  void close();
}
