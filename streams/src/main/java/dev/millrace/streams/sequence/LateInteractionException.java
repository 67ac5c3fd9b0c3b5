package dev.millrace.streams.sequence;

import java.time.Instant;

/** An interaction came after its place in the sequence was closed; it goes to the dead letters. */
public final class LateInteractionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param timestamp event time of the interaction, milliseconds since 1970
   * @param earliest event time that was still accepted for this user
   */
  public LateInteractionException(long timestamp, long earliest) {
    super(
        "The interaction is too late: its timestamp is "
            + timestamp
            + " ("
            + Instant.ofEpochMilli(timestamp)
            + "), but this user's sequence is closed before "
            + earliest
            + " ("
            + Instant.ofEpochMilli(earliest)
            + "); sequences.grace says how late is accepted");
  }
}
