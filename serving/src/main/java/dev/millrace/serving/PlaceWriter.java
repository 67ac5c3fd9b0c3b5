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

  /** Characters of a title in a reason, which people read. */
  private static final int LONGEST_TITLE = 200;

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
    return "because you took " + shortened(catalogue.titleOf(item));
  }

  /** A list repeats titles, and must fit into one record however long they are. */
  private static String shortened(String title) {
    int end = Math.min(title.length(), LONGEST_TITLE);
    boolean splitsPair = end < title.length() && Character.isHighSurrogate(title.charAt(end - 1));
    return end == title.length() ? title : title.substring(0, splitsPair ? end - 1 : end) + "…";
  }
}
