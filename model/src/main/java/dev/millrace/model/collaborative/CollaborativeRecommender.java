package dev.millrace.model.collaborative;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Recommends what followed the latest items of a history, and what is popular where that does not
 * fill the list. The score of item i after history h is
 *
 * <pre>  Σ_d γ^d · w(h_d → i) / (total(h_d) + shrinkage),   d = 1 (newest) … window</pre>
 *
 * with w and total decayed from their row's time to the history's newest event. It depends on its
 * arguments and the model only: no clock, and equal scores are ordered by item name.
 *
 * <p>Not thread-safe: scratch arrays are kept between calls. One instance for one thread, the one
 * that writes the model.
 */
public final class CollaborativeRecommender {

  private final CollaborativeModel model;
  private final CollaborativeOptions options;
  private final ScoreBoard board = new ScoreBoard();
  private final TopItems top;
  private final Marks taken = new Marks();

  public CollaborativeRecommender(CollaborativeModel model, CollaborativeOptions options) {
    this.model = model;
    this.options = options;
    this.top = new TopItems(model.items());
  }

  /**
   * The best items after a history: those that followed its items first, then popular ones.
   *
   * @return at most {@code selection.k()} items, none twice
   */
  public List<ScoredItem> recommend(History history, Selection selection) {
    exclude(selection);
    vote(history);
    selectTop(selection);
    List<ScoredItem> list = new ArrayList<>(selection.k());
    for (int place = 0; place < top.size(); place++) {
      list.add(transition(top.item(place), top.score(place)));
    }
    fillWithPopular(list, selection);
    return list;
  }

  /**
   * The most popular items, whatever the history.
   *
   * @return at most {@code selection.k()} items, none twice
   */
  public List<ScoredItem> mostPopular(Selection selection) {
    exclude(selection);
    List<ScoredItem> list = new ArrayList<>(selection.k());
    fillWithPopular(list, selection);
    return list;
  }

  /** The scores of all items that followed the latest of a history, in no particular order. */
  public void forEachScore(History history, ItemScoreConsumer consumer) {
    vote(history);
    giveScores(consumer);
  }

  /**
   * The same as if the model had never seen a target follow this history: what the pairs of its
   * items with the target added, γ^d at distance d, is taken back before the vote.
   *
   * @param target dense id of what followed
   */
  public void forEachScoreWithout(int target, History history, ItemScoreConsumer consumer) {
    vote(history, (voter, row) -> row.without(target, added(voter, row, history)));
    giveScores(consumer);
  }

  /** What one item, taken after a history, adds to the row of one of the history's items. */
  private double added(int voter, TransitionRow row, History history) {
    ItemIds items = history.items();
    double added = 0;
    double closeness = 1;
    for (int distance = 1; distance <= voters(items); distance++) {
      closeness *= options.gamma();
      added += items.get(items.size() - distance) == voter ? closeness : 0;
    }
    return added * options.decay().factor(history.newestEventTime(), row.asOf());
  }

  private void giveScores(ItemScoreConsumer consumer) {
    for (int i = 0; i < board.size(); i++) {
      consumer.accept(board.item(i), board.score(board.item(i)));
    }
  }

  private void exclude(Selection selection) {
    taken.reset(model.items().size());
    for (ItemIds items : selection.excluded()) {
      for (int i = 0; i < items.size(); i++) {
        taken.mark(items.get(i));
      }
    }
  }

  /** A row as it is, or as it would be. */
  @FunctionalInterface
  private interface RowView {

    TransitionRow of(int voter, TransitionRow row);
  }

  private void vote(History history) {
    vote(history, (voter, row) -> row);
  }

  private int voters(ItemIds items) {
    return Math.min(options.window(), items.size());
  }

  private void vote(History history, RowView view) {
    board.reset(model.items().size());
    ItemIds items = history.items();
    double closeness = 1;
    for (int distance = 1; distance <= voters(items); distance++) {
      closeness *= options.gamma();
      int voter = items.get(items.size() - distance);
      TransitionRow known = model.transitions().row(voter);
      if (known != null) {
        TransitionRow row = view.of(voter, known);
        board.vote(voter, row, closeness * normaliser(row, history.newestEventTime()));
      }
    }
  }

  private double normaliser(TransitionRow row, long eventTime) {
    double faded = options.decay().factor(row.asOf(), eventTime);
    double denominator = faded * row.total() + options.shrinkage();
    return denominator > 0 ? faded / denominator : 0;
  }

  private void selectTop(Selection selection) {
    top.reset(selection.k());
    for (int i = 0; i < board.size(); i++) {
      int item = board.item(i);
      double score = board.score(item);
      if (!taken.isMarked(item) && top.wouldKeep(item, score) && selection.eligible().test(item)) {
        top.keep(item, score);
      }
    }
  }

  private ScoredItem transition(int item, double score) {
    taken.mark(item);
    return new ScoredItem(item, score, ScoredItem.Source.TRANSITIONS, board.because(item));
  }

  private void fillWithPopular(List<ScoredItem> list, Selection selection) {
    Iterator<Integer> popular = model.popularity().iterator();
    while (list.size() < selection.k() && popular.hasNext()) {
      int item = popular.next();
      if (!taken.isMarked(item) && selection.eligible().test(item)) {
        list.add(
            new ScoredItem(
                item,
                model.popularity().weightOf(item),
                ScoredItem.Source.POPULARITY,
                ItemDictionary.UNKNOWN));
      }
    }
  }
}
