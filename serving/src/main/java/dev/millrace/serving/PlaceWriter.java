package dev.millrace.serving;

import dev.millrace.avro.RecommendedItem;
import dev.millrace.model.collaborative.ItemDictionary;
import org.jspecify.annotations.Nullable;

/**
 * Makes places of records out of places in dense ids, with the reason in words.
 *
 * @param items names of items
 * @param catalogue has their titles
 * @param reasons whether reasons are told
 */
record PlaceWriter(ItemDictionary items, Catalogue catalogue, boolean reasons) {

  private static final String LATELY = "goes with what you took lately";

  RecommendedItem write(Place place) {
    int because = place.because();
    return new RecommendedItem(
        items.nameOf(place.item()),
        place.score(),
        place.source().id(),
        because == ItemDictionary.UNKNOWN ? null : items.nameOf(because),
        reasons ? reason(place) : null);
  }

  private @Nullable String reason(Place place) {
    return switch (place.source()) {
      case TRANSITIONS -> took(place.because());
      case POPULARITY -> "popular now";
      case LANGUAGE_MODEL -> LATELY;
      case BOTH -> took(place.because()) + ", and " + LATELY;
    };
  }

  private String took(int item) {
    return "because you took " + catalogue.titleOf(item);
  }
}
