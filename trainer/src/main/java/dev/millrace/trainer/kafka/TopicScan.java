package dev.millrace.trainer.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
   * Goes on elsewhere than at the beginning; offsets that are not there any more, or never were,
   * mean the beginning.
   *
   * @param topic one of them
   * @param next offset by partition
   */
  void goOn(String topic, Map<Integer, Long> next) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    next.forEach(
        (number, offset) -> {
          TopicPartition partition = new TopicPartition(topic, number);
          if (begins.getOrDefault(partition, Long.MAX_VALUE) <= offset
              && offset <= ends.getOrDefault(partition, Long.MIN_VALUE)) {
            consumer.seek(partition, offset);
          }
        });
  }

  /** Where each partition of a topic goes on. */
  SortedMap<Integer, Long> positions(String topic) {
    SortedMap<Integer, Long> positions = new TreeMap<>();
    partitions.stream()
        .filter(partition -> partition.topic().equals(topic))
        .forEach(partition -> positions.put(partition.partition(), consumer.position(partition)));
    return positions;
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
