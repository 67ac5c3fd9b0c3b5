package dev.millrace.model.sequential;

import dev.millrace.model.collaborative.ItemIds;
import java.util.List;
import java.util.function.ToIntFunction;

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

  /**
   * Where a list has the first of the targets.
   *
   * @param list best first
   * @param item dense id of what stands at a place
   * @return from 1, or {@link SequentialRecommender#UNRANKED}
   */
  public <T> int rankIn(List<T> list, ToIntFunction<T> item) {
    for (int place = 0; place < list.size(); place++) {
      if (targets.contains(item.applyAsInt(list.get(place)))) {
        return place + 1;
      }
    }
    return SequentialRecommender.UNRANKED;
  }
}
