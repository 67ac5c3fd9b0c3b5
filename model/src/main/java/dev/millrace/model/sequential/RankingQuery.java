package dev.millrace.model.sequential;

import dev.millrace.model.collaborative.ItemIds;

/**
 * One case to judge a recommender by.
 *
 * @param history what the user had taken, oldest first
 * @param excluded items that the list leaves out
 * @param targets items any of which is a hit, at least one
 */
public record RankingQuery(ItemIds history, ItemIds excluded, ItemIds targets) {

  /**
   * @throws IllegalArgumentException if there is no target
   */
  public RankingQuery {
    if (targets.size() == 0) {
      throw new IllegalArgumentException("A case has at least one target, but there was none");
    }
  }
}
