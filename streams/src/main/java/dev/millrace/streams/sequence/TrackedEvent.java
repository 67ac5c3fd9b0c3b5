package dev.millrace.streams.sequence;

import org.jspecify.annotations.Nullable;

/**
 * One accepted interaction as the state of its user remembers it, ordered by event time and then
 * event id.
 *
 * @param eventId id of the interaction
 * @param itemId the item acted on
 * @param type kind of interaction
 * @param value strength, null when the kind has none
 * @param timestamp event time, milliseconds since 1970
 * @param role what the type meant when the interaction was accepted
 * @param knownItem whether the catalogue held the item then
 */
record TrackedEvent(
    String eventId,
    String itemId,
    String type,
    @Nullable Double value,
    long timestamp,
    Role role,
    boolean knownItem)
    implements Comparable<TrackedEvent> {

  /** What an interaction does to its user's state. */
  enum Role {
    EXTENDS(0),
    REJECTS(1),
    NEITHER(2);

    private final int code;

    Role(int code) {
      this.code = code;
    }

    /** How it is stored; part of the state's format. */
    int code() {
      return code;
    }

    static Role of(int code) {
      return switch (code) {
        case 0 -> EXTENDS;
        case 1 -> REJECTS;
        default -> NEITHER;
      };
    }
  }

  @Override
  public int compareTo(TrackedEvent other) {
    int byTime = Long.compare(timestamp, other.timestamp);
    return byTime != 0 ? byTime : eventId.compareTo(other.eventId);
  }

  boolean isAfter(TrackedEvent other) {
    return compareTo(other) > 0;
  }
}
