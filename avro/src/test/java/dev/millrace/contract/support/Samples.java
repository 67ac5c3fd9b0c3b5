package dev.millrace.contract.support;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.SequenceEntry;
import dev.millrace.avro.UserSequence;
import java.util.List;
import java.util.stream.IntStream;

/** Believable records. */
public final class Samples {

  private static final long NOON = 1_700_000_000_000L;

  private Samples() {}

  /** A click of a user on an item. */
  public static Interaction click(String userId, String itemId) {
    return Interaction.newBuilder()
        .setEventId("event-" + userId + "-" + itemId)
        .setUserId(userId)
        .setItemId(itemId)
        .setTimestamp(NOON)
        .build();
  }

  /** A sequence of so many entries, one a minute. */
  public static UserSequence sequence(int length) {
    List<SequenceEntry> entries = IntStream.range(0, length).mapToObj(Samples::entry).toList();
    return UserSequence.newBuilder()
        .setUserId("user-1")
        .setEntries(entries)
        .setRejectedItems(List.of("item-bad"))
        .setVersion(length)
        .setArrivedAt(NOON)
        .build();
  }

  private static SequenceEntry entry(int place) {
    return SequenceEntry.newBuilder()
        .setItemId("item-" + (1000 + place))
        .setType("rating")
        .setValue(place % 2 == 0 ? 4.5 : null)
        .setTimestamp(NOON + 60_000L * place)
        .setKnownItem(place % 3 > 0)
        .build();
  }
}
