package dev.millrace.serving;

import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists that a language model has made of the newest sequences, as answers to those who ask.
 *
 * @param items names of items
 * @param catalogue says what is offered now
 * @param settings of the lists that are kept
 * @param places makes places of records
 */
record KeptLists(
    ItemDictionary items, Catalogue catalogue, ListSettings settings, PlaceWriter places) {

  /**
   * The list of a user's newest sequence.
   *
   * @return null if there is none, it was chosen from other items than the query wants, or too few
   *     of its items may be shown
   */
  @Nullable MadeList answer(HeldUser held, ListQuery query) {
    HeldUser.Refined refined = held.refined();
    KeptPlaces kept = refined == null ? null : refined.places();
    if (refined == null || kept == null || !held.isRefined() || !isOfTheSameChoice(query)) {
      return null;
    }
    List<Place> written = kept.all();
    List<Place> shown =
        written.stream().filter(place -> isWanted(place.item(), query)).limit(query.k()).toList();
    boolean isWhole = shown.size() == written.size() && query.k() <= settings.k();
    if (shown.size() < query.k() && !isWhole) {
      return null;
    }
    return new MadeList(
        refined.by(),
        ItemIds.of(shown.stream().mapToInt(Place::item).toArray()),
        shown.stream().map(places::write).toList(),
        List.of());
  }

  private boolean isOfTheSameChoice(ListQuery query) {
    return query.excludeSeen() == settings.excludeSeen() && query.categories().isEmpty();
  }

  private boolean isWanted(int item, ListQuery query) {
    boolean isOffered =
        settings.excludeUnavailable() ? catalogue.isAvailable(item) : catalogue.holds(item);
    return isOffered && !query.excludeItems().contains(items.nameOf(item));
  }
}
