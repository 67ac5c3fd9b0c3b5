package dev.millrace.standalone.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Remembers when each user's n-th event was sent, and measures how long until some stage shows a
 * record made from it. Version n of a user's sequence is the one that holds the n-th event, so a
 * record of version n answers every event up to n that the stage had not answered yet.
 */
final class EventClock {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long LOOK_MILLIS = 1;

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

  /** Starts to measure one stage; what was sent so far counts as answered. */
  Stage stage() {
    return new Stage(counts());
  }

  private synchronized Map<String, Integer> counts() {
    Map<String, Integer> counts = new HashMap<>();
    sentByUser.forEach((userId, sent) -> counts.put(userId, sent.count));
    return counts;
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
    private final Map<String, Integer> answered;
    private long[] durations = new long[1024];
    private int count;
    private int records;

    private Stage(Map<String, Integer> answered) {
      this.answered = answered;
    }

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
      records++;
      for (long sentAt : sentBetween(userId, before, version)) {
        add(nanos - sentAt);
      }
      answered.put(userId, version);
    }

    /** How many events were answered. */
    synchronized int count() {
      return count;
    }

    /** How many records answered them: fewer, when one was made from several events. */
    synchronized int records() {
      return records;
    }

    /**
     * Waits until so many events are answered.
     *
     * @throws BenchmarkException if none is answered for a minute
     */
    void await(int events) throws InterruptedException {
      int before = count();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (before < events) {
        Thread.sleep(LOOK_MILLIS);
        int now = count();
        if (now > before) {
          deadline = System.nanoTime() + PATIENCE.toNanos();
        } else if (System.nanoTime() > deadline) {
          throw new BenchmarkException(
              "Nothing was answered for %d s after %,d of %,d interactions"
                  .formatted(PATIENCE.toSeconds(), now, events));
        }
        before = now;
      }
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
