package dev.millrace.standalone.cli;

import dev.millrace.contract.Topic;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Consumers of a whole topic without a group: what is committed, every partition. */
final class TopicReader {

  private TopicReader() {}

  /** A consumer that has all partitions of a topic; where it starts is the caller's choice. */
  static <K, V> KafkaConsumer<K, V> open(Connection connection, Topic<K, V> topic) {
    KafkaConsumer<K, V> consumer =
        new KafkaConsumer<>(
            connection.client(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")),
            topic.keys().deserializer(),
            topic.values().deserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(partition -> new TopicPartition(topic.name(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    return consumer;
  }
}
