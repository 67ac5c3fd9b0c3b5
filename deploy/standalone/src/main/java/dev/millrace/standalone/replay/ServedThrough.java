package dev.millrace.standalone.replay;

import java.util.HashMap;
import java.util.Map;

/** How far serving has got in each partition of {@code user-sequences}. */
final class ServedThrough {

  private final Map<Integer, Long> offsets = new HashMap<>();

  void advance(Sighting.Place place) {
    offsets.merge(place.partition(), place.offset(), Math::max);
  }

  boolean includes(Sighting.Place place) {
    return offsets.getOrDefault(place.partition(), -1L) >= place.offset();
  }
}
