package dev.millrace.trainer.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads topics from the beginning to where they end now, and later on from there. */
final class TopicScan implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  /**
   * @param consumer closed with this
   * @param topics all partitions of them
   */
  TopicScan(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, List<String> topics) {
    this.consumer = consumer;
    try {
      this.partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(found -> new TopicPartition(found.topic(), found.partition()))
              .toList();
    } catch (RuntimeException unavailable) {
      consumer.close();
      throw unavailable;
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /**
   * Reads to where the topics end now.
   *
   * @return number of records
   */
  long toEnd(Consumer<ConsumerRecord<byte[], byte[]>> use) {
    Map<TopicPartition, Long> pending = new HashMap<>(consumer.endOffsets(partitions));
    long records = 0;
    while (!isReached(pending)) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        use.accept(record);
        records++;
      }
    }
    return records;
  }

  private boolean isReached(Map<TopicPartition, Long> pending) {
    pending.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    return pending.isEmpty();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
