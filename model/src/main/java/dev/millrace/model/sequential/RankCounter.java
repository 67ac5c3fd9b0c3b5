package dev.millrace.model.sequential;

import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;

/** Finds a target's rank by counting what comes before it; nothing is sorted. */
final class RankCounter {

  private final ItemDictionary items;

  /**
   * @param items names that order equal scores
   */
  RankCounter(ItemDictionary items) {
    this.items = items;
  }

  /**
   * The rank, from 1, of the best target among all items that are not excluded.
   *
   * @param scores a score an item; one that is not a number comes last
   * @return {@link SequentialRecommender#UNRANKED} if all targets are excluded
   */
  int rank(float[] scores, RankingQuery query) {
    int best = bestTarget(scores, query);
    if (best < 0) {
      return SequentialRecommender.UNRANKED;
    }
    int rank = 1;
    for (int item = 0; item < scores.length; item++) {
      if (isBefore(scores, item, best)) {
        rank++;
      }
    }
    ItemIds excluded = query.excluded();
    for (int i = 0; i < excluded.size(); i++) {
      if (isFirst(excluded, i) && isBefore(scores, excluded.get(i), best)) {
        rank--;
      }
    }
    return rank;
  }

  private int bestTarget(float[] scores, RankingQuery query) {
    int best = -1;
    for (int i = 0; i < query.targets().size(); i++) {
      int target = query.targets().get(i);
      boolean better = best < 0 || isBefore(scores, target, best);
      if (better && indexOf(query.excluded(), target) < 0) {
        best = target;
      }
    }
    return best;
  }

  private boolean isBefore(float[] scores, int item, int other) {
    float score = scores[item];
    float otherScore = scores[other];
    if (score != otherScore) {
      return score > otherScore || (Float.isNaN(otherScore) && !Float.isNaN(score));
    }
    return item != other && items.nameOf(item).compareTo(items.nameOf(other)) < 0;
  }

  private static boolean isFirst(ItemIds ids, int index) {
    return indexOf(ids, ids.get(index)) == index;
  }

  private static int indexOf(ItemIds ids, int item) {
    for (int i = 0; i < ids.size(); i++) {
      if (ids.get(i) == item) {
        return i;
      }
    }
    return -1;
  }
}
