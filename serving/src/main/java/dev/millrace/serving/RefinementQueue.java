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
 * What is to be refined, each once and in the order in which it became due. What has waited for too
 * long is put back, the longest first, and taken when nothing else waits. Belongs to the serving
 * thread.
 */
final class RefinementQueue {

  /** A window holds several batches, so that prompts of like length can be put together. */
  private static final int BATCHES = 4;

  private final QueueSettings limits;
  private final BatchSettings batch;
  private final Map<Demand, Long> due = new LinkedHashMap<>();
  private final Set<Demand> behind = new LinkedHashSet<>();

  RefinementQueue(QueueSettings limits, BatchSettings batch) {
    this.limits = limits;
    this.batch = batch;
  }

  /** Something is due; what waits already keeps its place. */
  void put(Demand demand, long nowNanos) {
    behind.remove(demand);
    due.putIfAbsent(demand, nowNanos);
  }

  /** Something is to be refined when nothing else waits. */
  void putBehind(Demand demand) {
    if (!due.containsKey(demand)) {
      behind.add(demand);
    }
  }

  void drop(Collection<Integer> partitions) {
    due.keySet().removeIf(demand -> partitions.contains(demand.user().partition()));
    behind.removeIf(demand -> partitions.contains(demand.user().partition()));
  }

  /**
   * Puts back what waits for too long, or is too much.
   *
   * @return how many
   */
  int shed(long nowNanos) {
    int shed = 0;
    Iterator<Map.Entry<Demand, Long>> oldestFirst = due.entrySet().iterator();
    int size = due.size();
    while (oldestFirst.hasNext()) {
      Map.Entry<Demand, Long> oldest = oldestFirst.next();
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
   * Whose turn has come.
   *
   * @param sinceNanos when it became due; now, where it had been put back
   */
  record Turn(Demand demand, long sinceNanos) {}

  /** The next window: what is due, and then, if there is room, what was put back. */
  List<Turn> take(long nowNanos) {
    List<Turn> window = new ArrayList<>();
    Iterator<Map.Entry<Demand, Long>> first = due.entrySet().iterator();
    while (window.size() < BATCHES * batch.size() && first.hasNext()) {
      Map.Entry<Demand, Long> next = first.next();
      window.add(new Turn(next.getKey(), next.getValue()));
      first.remove();
    }
    Iterator<Demand> back = behind.iterator();
    while (window.size() < batch.size() && back.hasNext()) {
      window.add(new Turn(back.next(), nowNanos));
      back.remove();
    }
    return window;
  }

  /** How many are due. */
  int due() {
    return due.size();
  }

  /** How many were put back. */
  int behind() {
    return behind.size();
  }

  /** How long the first has waited; 0 if nobody waits. */
  long oldestWaitNanos(long nowNanos) {
    return due.isEmpty() ? 0 : nowNanos - due.values().iterator().next();
  }
}
