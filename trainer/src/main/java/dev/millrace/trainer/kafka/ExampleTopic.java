package dev.millrace.trainer.kafka;

import dev.millrace.avro.TrainingExample;
import dev.millrace.contract.Topic;
import dev.millrace.contract.record.RecordReader;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The topic of examples: its partitions, where they begin and where they end.
 *
 * @param topic with its serdes
 * @param clients to ask with
 */
public record ExampleTopic(Topic<String, TrainingExample> topic, Clients clients) {

  /** Decodes its records. */
  public RecordReader<TrainingExample> reader() {
    return new RecordReader<>(topic, TrainingExample::getUserId);
  }

  /** All partitions. */
  public List<TopicPartition> partitions() {
    try (Consumer<byte[], byte[]> consumer = clients.reader("partitions")) {
      return partitions(consumer);
    }
  }

  /** The first offset that is there, by partition. */
  public SortedMap<Integer, Long> begins() {
    try (Consumer<byte[], byte[]> consumer = clients.reader("begins")) {
      return byNumber(consumer.beginningOffsets(assigned(consumer)));
    }
  }

  /** The offset behind the last committed record, by partition. */
  public SortedMap<Integer, Long> ends() {
    try (Consumer<byte[], byte[]> consumer = clients.reader("ends")) {
      return byNumber(consumer.endOffsets(assigned(consumer)));
    }
  }

  private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
    return consumer.partitionsFor(topic.name()).stream()
        .map(found -> new TopicPartition(found.topic(), found.partition()))
        .toList();
  }

  private List<TopicPartition> assigned(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = partitions(consumer);
    consumer.assign(partitions);
    return partitions;
  }

  private static SortedMap<Integer, Long> byNumber(Map<TopicPartition, Long> offsets) {
    SortedMap<Integer, Long> sorted = new TreeMap<>();
    offsets.forEach((partition, offset) -> sorted.put(partition.partition(), offset));
    return sorted;
  }
}
