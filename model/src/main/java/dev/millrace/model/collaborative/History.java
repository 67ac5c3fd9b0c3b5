package dev.millrace.model.collaborative;

/**
 * What a user took.
 *
 * @param items oldest first
 * @param newestEventTime event time of the last of them, in milliseconds; rows are decayed to it
 */
public record History(ItemIds items, long newestEventTime) {

  private static final History EMPTY = new History(ItemIds.empty(), Long.MIN_VALUE);

  /** The history of a user nothing is known about. */
  public static History empty() {
    return EMPTY;
  }
}
