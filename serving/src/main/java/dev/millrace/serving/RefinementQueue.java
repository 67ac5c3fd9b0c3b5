package dev.millrace.serving;

import dev.millrace.serving.LanguageModelSettings.BatchSettings;
import dev.millrace.serving.LanguageModelSettings.QueueSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Users whose lists are to be refined, each once and in the order in which they became due; what is
 * refined is the newest sequence when their turn comes. Those who have waited for too long are put
 * back, the longest first, and taken when nobody else waits. Belongs to the serving thread.
 */
final class RefinementQueue {

  /** A window holds several batches, so that prompts of like length can be put together. */
  private static final int BATCHES = 4;

  private final QueueSettings limits;
  private final BatchSettings batch;
  private final Map<UserKey, Long> due = new LinkedHashMap<>();
  private final Set<UserKey> behind = new LinkedHashSet<>();

  RefinementQueue(QueueSettings limits, BatchSettings batch) {
    this.limits = limits;
    this.batch = batch;
  }

  /** A user is due; one who waits already keeps the place. */
  void put(UserKey user, long nowNanos) {
    behind.remove(user);
    due.putIfAbsent(user, nowNanos);
  }

  /** A user is to be refined when nobody else waits. */
  void putBehind(UserKey user) {
    if (!due.containsKey(user)) {
      behind.add(user);
    }
  }

  void drop(Collection<Integer> partitions) {
    due.keySet().removeIf(user -> partitions.contains(user.partition()));
    behind.removeIf(user -> partitions.contains(user.partition()));
  }

  /**
   * Puts those back who wait for too long, or are too many.
   *
   * @return how many
   */
  int shed(long nowNanos) {
    int shed = 0;
    Iterator<Map.Entry<UserKey, Long>> oldestFirst = due.entrySet().iterator();
    int size = due.size();
    while (oldestFirst.hasNext()) {
      Map.Entry<UserKey, Long> oldest = oldestFirst.next();
      boolean isLate = nowNanos - oldest.getValue() > limits.shedAfter().toNanos();
      if (!isLate && size - shed <= limits.bound()) {
        break;
      }
      behind.add(oldest.getKey());
      oldestFirst.remove();
      shed++;
    }
    return shed;
  }

  /** Whether a window should be cut: a batch is full, or the first of it has waited enough. */
  boolean isReady(long nowNanos) {
    return due.isEmpty()
        ? !behind.isEmpty()
        : due.size() >= batch.size() || oldestWaitNanos(nowNanos) >= batch.delay().toNanos();
  }

  /**
   * A user whose turn has come.
   *
   * @param sinceNanos when the user became due; for those who had been put back, now
   */
  record Turn(UserKey user, long sinceNanos) {}

  /** The next window: those who are due, and then, if there is nobody, those who were put back. */
  List<Turn> take(long nowNanos) {
    List<Turn> window = new ArrayList<>();
    Iterator<Map.Entry<UserKey, Long>> first = due.entrySet().iterator();
    while (window.size() < BATCHES * batch.size() && first.hasNext()) {
      Map.Entry<UserKey, Long> next = first.next();
      window.add(new Turn(next.getKey(), next.getValue()));
      first.remove();
    }
    Iterator<UserKey> back = behind.iterator();
    while (window.size() < batch.size() && back.hasNext()) {
      window.add(new Turn(back.next(), nowNanos));
      back.remove();
    }
    return window;
  }

  /** Users who are due. */
  int due() {
    return due.size();
  }

  /** Users who were put back. */
  int behind() {
    return behind.size();
  }

  /** How long the first has waited; 0 if nobody waits. */
  long oldestWaitNanos(long nowNanos) {
    return due.isEmpty() ? 0 : nowNanos - due.values().iterator().next();
  }
}
