package dev.millrace.serving;

import dev.millrace.avro.RecommendedItem;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The places of a list as they are remembered of many users: 13 bytes a place. */
final class KeptPlaces {

  private static final List<Place.Source> SOURCES = List.of(Place.Source.values());

  private final ItemIds items;
  private final ItemIds because;
  private final float[] scores;
  private final byte[] sources;

  private KeptPlaces(List<RecommendedItem> places, ItemDictionary names) {
    items = names.internAll(places.stream().map(RecommendedItem::getItemId).toList());
    because =
        ItemIds.of(
            places.stream().mapToInt(place -> idOf(place.getBecauseItemId(), names)).toArray());
    scores = new float[places.size()];
    sources = new byte[places.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) places.get(i).getScore();
      sources[i] = (byte) SOURCES.indexOf(Place.Source.of(places.get(i).getSource()));
    }
  }

  static KeptPlaces of(List<RecommendedItem> places, ItemDictionary names) {
    return new KeptPlaces(places, names);
  }

  private static int idOf(@Nullable String itemId, ItemDictionary names) {
    return itemId == null ? ItemDictionary.UNKNOWN : names.intern(itemId);
  }

  /** The places again, best first. */
  List<Place> all() {
    return IntStream.range(0, scores.length)
        .mapToObj(i -> new Place(items.get(i), scores[i], SOURCES.get(sources[i]), because.get(i)))
        .toList();
  }
}
