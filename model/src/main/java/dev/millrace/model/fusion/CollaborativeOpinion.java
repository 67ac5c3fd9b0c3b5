package dev.millrace.model.fusion;

import dev.millrace.model.collaborative.CollaborativeModel;
import dev.millrace.model.collaborative.CollaborativeOptions;
import dev.millrace.model.collaborative.CollaborativeRecommender;
import dev.millrace.model.collaborative.History;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.collaborative.ScoredItem;
import dev.millrace.model.collaborative.Selection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * p_CF of items after a history, up to a factor: transition scores made to sum to one, and a little
 * popularity for items that have none,
 *
 * <pre>  p_CF(i) ∝ (1 − ε) · s_i / Σ_j s_j + ε · (pop_i + 1) / Σ_j (pop_j + 1)</pre>
 *
 * as in the collaborative rewards of training. Belongs to the thread that changes the model.
 */
public final class CollaborativeOpinion {

  /** ε: a tenth of p_CF is popularity. */
  public static final double POPULARITY_SHARE = 0.1;

  private final CollaborativeModel model;
  private final CollaborativeRecommender recommender;

  /**
   * @param model is not changed here
   */
  public CollaborativeOpinion(CollaborativeModel model, CollaborativeOptions options) {
    this.model = model;
    this.recommender = new CollaborativeRecommender(model, options);
  }

  /** The collaborative model's own list. */
  public List<ScoredItem> best(History history, Selection selection) {
    return recommender.recommend(history, selection);
  }

  /** p_CF of some items, in their order. */
  public double[] of(History history, ItemIds items) {
    Map<Integer, Double> scores = new HashMap<>();
    recommender.forEachScore(history, scores::put);
    double sum = scores.values().stream().mapToDouble(Double::doubleValue).sum();
    double popularity = model.items().size() + model.popularity().totalWeight();
    double[] opinions = new double[items.size()];
    for (int i = 0; i < opinions.length; i++) {
      double transition = sum > 0 ? scores.getOrDefault(items.get(i), 0.0) / sum : 0;
      double popular = (model.popularity().weightOf(items.get(i)) + 1) / popularity;
      opinions[i] = (1 - POPULARITY_SHARE) * transition + POPULARITY_SHARE * popular;
    }
    return opinions;
  }
}
