package dev.millrace.standalone.replay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Somebody who has acted and waits for the list that answers it, with what they will do then. */
final class Waiting {

  private static final long UNKNOWN = Long.MAX_VALUE;

  private final Deque<NumberedEvent> parked = new ArrayDeque<>();
  private final long row;
  private final long actedNanos;
  private long arrivedAt = UNKNOWN;
  private long newestList = Long.MIN_VALUE;
  private @Nullable Long answeredNanos;
  private boolean released;
  private Sighting.@Nullable SequenceSeen sequence;

  /**
   * @param row row of the action
   * @param actedNanos when it was sent
   */
  Waiting(long row, long actedNanos) {
    this.row = row;
    this.actedNanos = actedNanos;
  }

  /** The same person, after the next action. */
  Waiting again(long nextRow, long nanos) {
    Waiting next = new Waiting(nextRow, nanos);
    next.parked.addAll(parked);
    return next;
  }

  void park(NumberedEvent event) {
    parked.addLast(event);
  }

  /** Ends the wait; what comes is the next action, or null if there is none yet. */
  @Nullable NumberedEvent release() {
    released = true;
    return parked.pollFirst();
  }

  /** Whether the wait was ended, but the next action is not sent yet. */
  boolean released() {
    return released;
  }

  long actedNanos() {
    return actedNanos;
  }

  void acknowledged(Acknowledgement acknowledgement) {
    if (acknowledgement.event().row() == row) {
      arrivedAt = acknowledgement.arrivedAt();
    }
  }

  void see(Sighting.SequenceSeen seen) {
    sequence = seen;
  }

  void see(Sighting.ListSeen seen) {
    newestList = Math.max(newestList, seen.arrivedAt());
  }

  /** Whether the list that answers the action has been looked at for so long. */
  boolean looked(ServedThrough served, Duration dwell, long now) {
    if (answeredNanos == null && answered(served)) {
      answeredNanos = now;
    }
    return answeredNanos != null && now - answeredNanos >= dwell.toNanos();
  }

  /**
   * Whether the list that answers the action can be read. Serving does not repeat a list that did
   * not change: then it is enough that it has gone past the sequence that holds the action, since
   * it writes in transactions, in the order of a partition.
   */
  private boolean answered(ServedThrough served) {
    Sighting.SequenceSeen seen = sequence;
    return newestList >= arrivedAt
        || (seen != null && seen.arrivedAt() >= arrivedAt && served.includes(seen.place()));
  }
}
