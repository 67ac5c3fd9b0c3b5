package dev.millrace.standalone.evaluate;

import dev.millrace.model.collaborative.CollaborativeModel;
import dev.millrace.model.collaborative.CollaborativeOptions;
import dev.millrace.model.collaborative.CollaborativeRecommender;
import dev.millrace.model.collaborative.History;
import dev.millrace.model.collaborative.ScoredItem;
import dev.millrace.model.collaborative.Selection;
import dev.millrace.model.collaborative.TransitionRow;
import dev.millrace.model.sequential.RankingQuery;
import dev.millrace.model.sequential.SequentialRecommender;
import java.util.List;

/**
 * The lists of the production recommender, as long as they get. Items never taken are not in them.
 */
final class CollaborativeRanker implements SequentialRecommender {

  private final CollaborativeModel model;
  private final CollaborativeRecommender recommender;
  private final boolean transitions;

  /**
   * @param transitions whether what followed the history comes first; otherwise popularity is all
   */
  CollaborativeRanker(CollaborativeModel model, boolean transitions) {
    this.model = model;
    this.recommender = new CollaborativeRecommender(model, CollaborativeOptions.defaults());
    this.transitions = transitions;
  }

  @Override
  public int[] ranks(List<RankingQuery> queries) {
    return queries.stream().mapToInt(this::rank).toArray();
  }

  private int rank(RankingQuery query) {
    Selection all = new Selection(model.items().size(), List.of(query.excluded()), item -> true);
    List<ScoredItem> list =
        transitions
            ? recommender.recommend(new History(query.history(), 0), all)
            : recommender.mostPopular(all);
    return query.rankIn(list, ScoredItem::item);
  }

  /** Popularity has a figure an item; transitions have one a pair besides. */
  @Override
  public long parameterCount() {
    return model.popularity().size() + (transitions ? pairs() : 0);
  }

  private long pairs() {
    long pairs = 0;
    for (int item = 0; item < model.items().size(); item++) {
      TransitionRow row = model.transitions().row(item);
      pairs += row == null ? 0 : row.size();
    }
    return pairs;
  }

  @Override
  public void close() {
    // All of it is on Java's heap.
  }
}
