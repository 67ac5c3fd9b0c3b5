package dev.millrace.standalone.bench;

import dev.millrace.contract.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads one topic as a downstream service would ({@code read_committed}) and tells a stage when
 * each record could be read.
 */
final class StageReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<String, byte[]> consumer;
  private final VersionField versionOf;
  private final EventClock.Stage stage;
  private final Thread thread;
  private volatile boolean stopped;

  /**
   * Starts to read at the present end of the topic.
   *
   * @param versionOf how many events of its user a record was made from
   */
  StageReader(
      String bootstrapServers,
      Topic<String, ?> topic,
      VersionField versionOf,
      EventClock.Stage stage) {
    this.consumer =
        new KafkaConsumer<>(
            properties(bootstrapServers), topic.keys().deserializer(), new ByteArrayDeserializer());
    this.versionOf = versionOf;
    this.stage = stage;
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    this.thread = new Thread(this::read, "bench-" + topic.name());
    thread.start();
  }

  private void read() {
    while (!stopped) {
      for (ConsumerRecord<String, byte[]> entry : consumer.poll(POLL)) {
        if (entry.value() != null) {
          stage.readable(entry.key(), versionOf.of(entry.value()), System.nanoTime());
        }
      }
    }
  }

  /** Stops reading; the stage's figures are final afterwards. */
  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
  }

  private static Map<String, Object> properties(String bootstrapServers) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return properties;
  }
}
