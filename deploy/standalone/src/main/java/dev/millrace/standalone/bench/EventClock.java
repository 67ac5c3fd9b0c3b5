package dev.millrace.standalone.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Remembers when each user's n-th event was sent, and measures how long until some stage shows a
 * record made from it. Version n of a user's sequence is the one that holds the n-th event, so a
 * record of version n answers every event up to n that the stage had not answered yet.
 */
final class EventClock {

  private final Map<String, Sent> sentByUser = new HashMap<>();

  /**
   * Notes that a user's next event is being sent.
   *
   * @param userId whose event
   * @param nanos {@link System#nanoTime()} just before the send
   */
  synchronized void sent(String userId, long nanos) {
    sentByUser.computeIfAbsent(userId, id -> new Sent()).add(nanos);
  }

  /** Starts to measure one stage. */
  Stage stage() {
    return new Stage();
  }

  private synchronized long[] sentBetween(String userId, int after, int upTo) {
    Sent sent = sentByUser.get(userId);
    return sent == null ? new long[0] : sent.between(after, upTo);
  }

  /** Send times of one user's events, in order. */
  private static final class Sent {
    private long[] nanos = new long[4];
    private int count;

    void add(long time) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, count * 2);
      }
      nanos[count++] = time;
    }

    long[] between(int after, int upTo) {
      return Arrays.copyOfRange(nanos, Math.min(after, count), Math.min(upTo, count));
    }
  }

  /** Durations up to one stage. */
  final class Stage {
    private final Map<String, Integer> answered = new HashMap<>();
    private long[] durations = new long[1024];
    private int count;

    /**
     * Notes that a record of some version of a user's sequence can be read.
     *
     * @param version number of the user's events that the record was made from
     * @param nanos when it was read
     */
    synchronized void readable(String userId, int version, long nanos) {
      int before = answered.getOrDefault(userId, 0);
      if (version <= before) {
        return;
      }
      for (long sentAt : sentBetween(userId, before, version)) {
        add(nanos - sentAt);
      }
      answered.put(userId, version);
    }

    /** How many events were answered. */
    synchronized int count() {
      return count;
    }

    synchronized Percentiles percentiles() {
      return Percentiles.ofNanos(Arrays.copyOf(durations, count));
    }

    private void add(long duration) {
      if (count == durations.length) {
        durations = Arrays.copyOf(durations, count * 2);
      }
      durations[count++] = duration;
    }
  }
}
