package dev.millrace.trainer.kafka;

import java.util.List;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Puts the records of partitions into one order that does not depend on when they are fetched: the
 * partitions take turns, each gives a fixed number of records, and one that has more to come is
 * waited for. Only a partition at its end is passed over.
 */
final class PartitionMerge {

  private final List<PartitionQueue> queues;
  private final int quota;
  private int turn;
  private int taken;
  private boolean waiting;

  /**
   * @param quota records that a partition gives before the next one's turn
   */
  PartitionMerge(List<PartitionQueue> queues, int quota) {
    this.queues = List.copyOf(queues);
    this.quota = quota;
  }

  /**
   * Begins a micro-batch. Which partition is first follows from the position alone, so that nobody
   * has to remember it, and another one is first each time.
   */
  void begin() {
    long position = queues.stream().mapToLong(PartitionQueue::next).sum();
    turn = (int) (position % queues.size());
    taken = 0;
  }

  /**
   * The next record.
   *
   * @param hasMore whether a partition whose queue is empty has more to come, by its index
   * @return null if a partition must be waited for, or all are at their ends
   */
  @Nullable ConsumerRecord<byte[], byte[]> next(IntPredicate hasMore) {
    waiting = false;
    for (int passed = 0; passed < queues.size(); passed++) {
      ConsumerRecord<byte[], byte[]> record = queues.get(turn).take();
      if (record != null) {
        taken++;
        if (taken == quota) {
          move();
        }
        return record;
      }
      if (hasMore.test(turn)) {
        waiting = true;
        return null;
      }
      move();
    }
    return null;
  }

  /** Whether the last call found nothing because a partition must be waited for. */
  boolean isWaiting() {
    return waiting;
  }

  private void move() {
    turn = (turn + 1) % queues.size();
    taken = 0;
  }
}
