package dev.millrace.streams;

import dev.millrace.avro.AcceptedInteraction;
import dev.millrace.avro.TransitionChange;
import java.util.List;

/** Makes accepted interactions for tests. */
public final class AcceptedInteractions {

  private AcceptedInteractions() {}

  /** A click that extends the sequence; event time and arrival are the same. */
  public static AcceptedInteraction click(String userId, String itemId, long timestamp) {
    return of(userId, itemId, timestamp, List.of());
  }

  /** A click with the transitions it changes. */
  public static AcceptedInteraction of(
      String userId, String itemId, long timestamp, List<TransitionChange> transitions) {
    return AcceptedInteraction.newBuilder()
        .setEventId("e")
        .setUserId(userId)
        .setItemId(itemId)
        .setType("click")
        .setValue(null)
        .setTimestamp(timestamp)
        .setArrivedAt(timestamp)
        .setExtendsSequence(true)
        .setKnownItem(true)
        .setTransitions(transitions)
        .build();
  }
}
