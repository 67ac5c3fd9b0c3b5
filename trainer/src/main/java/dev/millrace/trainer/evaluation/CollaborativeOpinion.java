package dev.millrace.trainer.evaluation;

import dev.millrace.model.collaborative.CollaborativeModel;
import dev.millrace.model.collaborative.CollaborativeOptions;
import dev.millrace.model.collaborative.CollaborativeRecommender;
import dev.millrace.model.collaborative.History;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.trainer.rewards.TokenRewards;
import java.util.HashMap;
import java.util.Map;

/**
 * p_CF of items after a history, up to a factor: transition scores made to sum to one, and a little
 * popularity for items that have none,
 *
 * <pre>  p_CF(i) ∝ (1 − ε) · s_i / Σ_j s_j + ε · (pop_i + 1) / Σ_j (pop_j + 1)</pre>
 *
 * as in {@link TokenRewards}. The sum over popularity is that of the moment at which this was made.
 * Belongs to one thread.
 */
public final class CollaborativeOpinion {

  private static final double EPSILON = TokenRewards.DEFAULT_EPSILON;

  private final CollaborativeModel model;
  private final CollaborativeRecommender recommender;
  private final double popularity;

  /**
   * @param model is not changed
   */
  public CollaborativeOpinion(CollaborativeModel model, CollaborativeOptions options) {
    this.model = model;
    this.recommender = new CollaborativeRecommender(model, options);
    double sum = model.items().size();
    for (int item : model.popularity()) {
      sum += model.popularity().weightOf(item);
    }
    this.popularity = sum;
  }

  /** Makes lists of the same model. */
  CollaborativeRecommender recommender() {
    return recommender;
  }

  /** Of some items, in their order. */
  double[] of(ItemIds history, ItemIds items) {
    Map<Integer, Double> scores = new HashMap<>();
    recommender.forEachScore(new History(history, 0), scores::put);
    double sum = scores.values().stream().mapToDouble(Double::doubleValue).sum();
    double[] opinions = new double[items.size()];
    for (int i = 0; i < opinions.length; i++) {
      double transition = sum > 0 ? scores.getOrDefault(items.get(i), 0.0) / sum : 0;
      double popular = (model.popularity().weightOf(items.get(i)) + 1) / popularity;
      opinions[i] = (1 - EPSILON) * transition + EPSILON * popular;
    }
    return opinions;
  }
}
