package dev.millrace.serving.dashboard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** How fast counters grew over the last seconds. Belongs to one thread. */
final class Rates {

  private static final int LOOKS = 6;

  private final Deque<Look> looks = new ArrayDeque<>();

  private record Look(long nanos, Map<String, Long> counters) {}

  /**
   * Notes what the counters show now.
   *
   * @param nanos of {@link System#nanoTime}
   * @param counters by name
   */
  void note(long nanos, Map<String, Long> counters) {
    looks.addLast(new Look(nanos, new HashMap<>(counters)));
    if (looks.size() > LOOKS) {
      looks.removeFirst();
    }
  }

  /**
   * Growth a second from the first look that is remembered to the last; 0 while that is unknown.
   */
  double of(String counter) {
    Look last = looks.peekLast();
    Look first = looks.peekFirst();
    if (last == null || first == null || last.nanos() == first.nanos()) {
      return 0;
    }
    Long now = last.counters().get(counter);
    Long then = first.counters().get(counter);
    return now == null || then == null
        ? 0
        : Math.max(0, (now - then) / ((last.nanos() - first.nanos()) / 1e9));
  }
}
