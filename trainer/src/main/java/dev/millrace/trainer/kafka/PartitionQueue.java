package dev.millrace.trainer.kafka;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Records of one partition that have been fetched and not been taken yet. */
final class PartitionQueue {

  private final int partition;
  private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
  private long next;

  /**
   * @param next the first offset to take
   */
  PartitionQueue(int partition, long next) {
    this.partition = partition;
    this.next = next;
  }

  int partition() {
    return partition;
  }

  void add(ConsumerRecord<byte[], byte[]> record) {
    waiting.add(record);
  }

  @Nullable ConsumerRecord<byte[], byte[]> take() {
    ConsumerRecord<byte[], byte[]> record = waiting.poll();
    if (record != null) {
      next = record.offset() + 1;
    }
    return record;
  }

  /** The offset behind the last one taken. */
  long next() {
    return next;
  }

  int size() {
    return waiting.size();
  }
}
