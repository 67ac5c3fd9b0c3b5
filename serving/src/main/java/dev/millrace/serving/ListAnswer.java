package dev.millrace.serving;

import dev.millrace.avro.RecommendedItem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list as HTTP answers it.
 *
 * @param userId whom it is for
 * @param modelId what made it
 * @param source what proposed it: {@code transitions}, {@code popularity}, both with a plus
 *     between, or {@code none} when it is empty
 * @param sequenceVersion version of the sequence behind it; 0 when the user has none here
 * @param checkpointId checkpoint of the language model behind it; null when none took part
 * @param items best first
 * @param history what the user took, the newest first
 */
record ListAnswer(
    String userId,
    String modelId,
    String source,
    long sequenceVersion,
    @Nullable String checkpointId,
    List<Place> items,
    List<QueryAnswer.TakenItem> history) {

  /**
   * One place of the list.
   *
   * @param itemId what to show
   * @param title as people read it
   * @param score comparable inside this list and one source
   * @param source {@code transitions} or {@code popularity}
   * @param becauseItemId item of the history that counted most; null for popular items
   * @param reason in words; null when reasons are switched off
   */
  record Place(
      String itemId,
      String title,
      double score,
      String source,
      @Nullable String becauseItemId,
      @Nullable String reason) {}

  static ListAnswer of(QueryAnswer.Found found) {
    List<RecommendedItem> items = found.list().getItems();
    List<Place> places = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      places.add(place(items.get(i), found.titles().get(i)));
    }
    return new ListAnswer(
        found.list().getUserId(),
        found.list().getModelId(),
        sources(places),
        found.list().getSequenceVersion(),
        found.list().getCheckpointId(),
        places,
        found.history());
  }

  private static Place place(RecommendedItem item, String title) {
    return new Place(
        item.getItemId(),
        title,
        item.getScore(),
        item.getSource(),
        item.getBecauseItemId(),
        item.getReason());
  }

  private static String sources(List<Place> places) {
    List<String> sources = places.stream().map(Place::source).distinct().toList();
    return sources.isEmpty() ? "none" : String.join("+", sources);
  }
}
