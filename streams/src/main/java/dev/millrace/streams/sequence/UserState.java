package dev.millrace.streams.sequence;

import java.util.List;

/**
 * All that is remembered about one user. Every output is a function of the two lists, and the lists
 * are sets in event order: that is why the order of arrival does not matter.
 *
 * @param extending interactions that extend the sequence, oldest first; the last N are the sequence
 * @param others interactions that do not, oldest first: needed to know duplicates and rejections
 * @param version interactions accepted so far
 * @param floor event time up to which interactions were forgotten for want of room: whatever is not
 *     newer is late
 * @param forgotten the user's last deletion
 */
record UserState(
    List<TrackedEvent> extending,
    List<TrackedEvent> others,
    long version,
    long floor,
    Deletion forgotten) {

  static final UserState EMPTY = new UserState(List.of(), List.of(), 0, 0, Deletion.NONE);

  /**
   * A deletion that still keeps out late interactions.
   *
   * @param upTo event time up to which interactions are forgotten; 0 when there was no deletion
   * @param rememberUntil record time until which this is remembered
   */
  record Deletion(long upTo, long rememberUntil) {
    static final Deletion NONE = new Deletion(0, 0);
  }

  boolean hasNoEvents() {
    return extending.isEmpty() && others.isEmpty();
  }

  /** Event time of the newest interaction; {@link Long#MIN_VALUE} when there is none. */
  long newest() {
    return Math.max(lastOf(extending), lastOf(others));
  }

  boolean holds(String eventId) {
    return holds(extending, eventId) || holds(others, eventId);
  }

  private static long lastOf(List<TrackedEvent> events) {
    return events.isEmpty() ? Long.MIN_VALUE : events.get(events.size() - 1).timestamp();
  }

  private static boolean holds(List<TrackedEvent> events, String eventId) {
    for (int index = events.size() - 1; index >= 0; index--) {
      if (events.get(index).eventId().equals(eventId)) {
        return true;
      }
    }
    return false;
  }
}
