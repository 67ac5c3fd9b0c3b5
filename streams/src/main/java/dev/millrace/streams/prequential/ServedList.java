package dev.millrace.streams.prequential;

import dev.millrace.avro.Recommendation;
import dev.millrace.avro.RecommendedItem;
import dev.millrace.avro.ShadowList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What one user was being shown from some time on, and what other models would have shown.
 *
 * @param generatedAt when the lists were made, milliseconds since 1970
 * @param served the list shown
 * @param shadows the others
 */
record ServedList(long generatedAt, ModelList served, List<ModelList> shadows) {

  /**
   * The list of one model.
   *
   * @param modelId who made it
   * @param itemIds best first, at most K
   */
  record ModelList(String modelId, List<String> itemIds) {

    /** Place of the first item that is a hit, from 1; 0 when none is in the list. */
    int rankOf(Predicate<String> hit) {
      for (int place = 0; place < itemIds.size(); place++) {
        if (hit.test(itemIds.get(place))) {
          return place + 1;
        }
      }
      return 0;
    }
  }

  static ServedList of(Recommendation recommendation, int k) {
    ModelList served = new ModelList(recommendation.getModelId(), served(recommendation, k));
    List<ModelList> shadows = new ArrayList<>(recommendation.getShadows().size());
    for (ShadowList shadow : recommendation.getShadows()) {
      if (!shadow.getModelId().equals(served.modelId())) {
        List<String> itemIds = shadow.getItemIds();
        List<String> cut = itemIds.subList(0, Math.min(k, itemIds.size()));
        shadows.add(new ModelList(shadow.getModelId(), cut));
      }
    }
    return new ServedList(recommendation.getGeneratedAt(), served, shadows);
  }

  private static List<String> served(Recommendation recommendation, int k) {
    return recommendation.getItems().stream().limit(k).map(RecommendedItem::getItemId).toList();
  }
}
