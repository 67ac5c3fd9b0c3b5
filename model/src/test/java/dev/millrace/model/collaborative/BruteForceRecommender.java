package dev.millrace.model.collaborative;

import dev.millrace.model.collaborative.ScoredItem.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The formula again, item by item over the whole catalogue, with nothing kept and nothing clever.
 */
record BruteForceRecommender(CollaborativeModel model, CollaborativeOptions options) {

  private static final Comparator<ScoredItem> HIGHEST_FIRST =
      Comparator.comparingDouble(ScoredItem::score).reversed();

  List<ScoredItem> recommend(History history, Selection selection) {
    List<ScoredItem> byTransitions = new ArrayList<>();
    List<ScoredItem> byPopularity = new ArrayList<>();
    for (int item = 0; item < model.items().size(); item++) {
      if (isAllowed(item, selection)) {
        ScoredItem scored = score(history, item);
        if (scored.score() > 0) {
          byTransitions.add(scored);
        } else if (popularity(item) > 0) {
          byPopularity.add(
              new ScoredItem(item, popularity(item), Source.POPULARITY, ItemDictionary.UNKNOWN));
        }
      }
    }
    Comparator<ScoredItem> order =
        HIGHEST_FIRST.thenComparing(scored -> model.items().nameOf(scored.item()));
    byTransitions.sort(order);
    byPopularity.sort(order);
    byTransitions.addAll(byPopularity);
    return byTransitions.subList(0, Math.min(selection.k(), byTransitions.size()));
  }

  private double popularity(int item) {
    for (int ranked : model.popularity()) {
      if (ranked == item) {
        return model.popularity().weightOf(item);
      }
    }
    return 0;
  }

  private boolean isAllowed(int item, Selection selection) {
    for (ItemIds excluded : selection.excluded()) {
      for (int i = 0; i < excluded.size(); i++) {
        if (excluded.get(i) == item) {
          return false;
        }
      }
    }
    return selection.eligible().test(item);
  }

  private ScoredItem score(History history, int item) {
    double sum = 0;
    double largest = 0;
    int because = ItemDictionary.UNKNOWN;
    ItemIds items = history.items();
    for (int distance = 1; distance <= options.window(); distance++) {
      if (distance <= items.size()) {
        int voter = items.get(items.size() - distance);
        double vote =
            Math.pow(options.gamma(), distance) * share(voter, item, history.newestEventTime());
        sum += vote;
        if (vote > largest) {
          largest = vote;
          because = voter;
        }
      }
    }
    return new ScoredItem(item, sum, Source.TRANSITIONS, because);
  }

  private double share(int voter, int item, long eventTime) {
    TransitionRow row = model.transitions().row(voter);
    if (row == null) {
      return 0;
    }
    double faded = options.decay().factor(row.asOf(), eventTime);
    double weight = 0;
    for (int i = 0; i < row.size(); i++) {
      weight += row.successor(i) == item ? row.weight(i) * faded : 0;
    }
    return weight / (row.total() * faded + options.shrinkage());
  }
}
