package dev.millrace.serving;

import dev.millrace.avro.Recommendation;
import dev.millrace.avro.RecommendedItem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list as HTTP answers it.
 *
 * @param userId whom it is for
 * @param modelId what made it
 * @param source what proposed it: {@code transitions}, {@code popularity}, {@code language-model},
 *     {@code both} models, several with a plus between, or {@code none} when it is empty
 * @param sequenceVersion version of the sequence behind it; 0 when the user has none here
 * @param checkpointId checkpoint of the language model behind it; null when none took part
 * @param items best first
 * @param instant what the collaborative model alone would show; null if that is shown
 * @param history what the user took, the newest first
 */
record ListAnswer(
    String userId,
    String modelId,
    String source,
    long sequenceVersion,
    @Nullable String checkpointId,
    List<Shown> items,
    @Nullable List<Shown> instant,
    List<QueryAnswer.TakenItem> history) {

  /**
   * One place of the list.
   *
   * @param itemId what to show
   * @param title as people read it
   * @param score comparable inside this list and one source
   * @param source {@code transitions}, {@code popularity}, {@code language-model} or {@code both}
   * @param becauseItemId item of the history that counted most; null when no transition proposed it
   * @param reason in words; null when reasons are switched off
   */
  record Shown(
      String itemId,
      String title,
      double score,
      String source,
      @Nullable String becauseItemId,
      @Nullable String reason) {}

  static ListAnswer of(QueryAnswer.Found found) {
    Recommendation list = found.shown().list();
    QueryAnswer.TitledList instant = found.instant();
    List<Shown> places = places(found.shown());
    return new ListAnswer(
        list.getUserId(),
        list.getModelId(),
        sources(places),
        list.getSequenceVersion(),
        list.getCheckpointId(),
        places,
        instant == null ? null : places(instant),
        found.history());
  }

  private static List<Shown> places(QueryAnswer.TitledList titled) {
    List<RecommendedItem> items = titled.list().getItems();
    List<Shown> places = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      places.add(place(items.get(i), titled.titles().get(i)));
    }
    return places;
  }

  private static Shown place(RecommendedItem item, String title) {
    return new Shown(
        item.getItemId(),
        title,
        item.getScore(),
        item.getSource(),
        item.getBecauseItemId(),
        item.getReason());
  }

  private static String sources(List<Shown> places) {
    List<String> sources = places.stream().map(Shown::source).distinct().toList();
    return sources.isEmpty() ? "none" : String.join("+", sources);
  }
}
