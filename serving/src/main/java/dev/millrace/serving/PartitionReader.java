package dev.millrace.serving;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads stretches of partitions to their ends. Belongs to the serving thread. */
final class PartitionReader {

  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final Patience patience;

  /**
   * @param consumer in no group; begins at the beginning where records have been deleted
   */
  PartitionReader(Consumer<byte[], byte[]> consumer, Patience patience) {
    this.consumer = consumer;
    this.patience = patience;
  }

  /**
   * @param from to begin at; the beginning for partitions that are not named
   * @param ends where to stop, per partition
   * @param use is given every record before its end
   */
  void read(
      Map<TopicPartition, Long> from,
      Map<TopicPartition, Long> ends,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> use) {
    Map<TopicPartition, Long> pending = new HashMap<>(ends);
    consumer.assign(pending.keySet());
    consumer.seekToBeginning(pending.keySet());
    from.forEach(consumer::seek);
    while (!pending.isEmpty()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < end(record, ends)) {
          use.accept(record);
        }
      }
      pending.entrySet().removeIf(end -> position(end.getKey()) >= end.getValue());
      patience.throwIfStopping("restore");
    }
    consumer.assign(List.of());
  }

  private static long end(ConsumerRecord<?, ?> record, Map<TopicPartition, Long> ends) {
    return ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
  }

  private long position(TopicPartition partition) {
    return patience.untilAnswered("find position", () -> consumer.position(partition));
  }
}
