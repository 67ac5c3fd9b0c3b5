package dev.millrace.standalone.cli;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.contract.Topic;
import dev.millrace.contract.registry.SchemaRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** What is announced of checkpoints, read and written by hand. */
final class AnnouncementTopic implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Connection connection;
  private final SchemaRegistry registry;
  private final Topic<String, CheckpointAnnouncement> topic;

  AnnouncementTopic(Connection connection) {
    this.connection = connection;
    this.registry = connection.openRegistry();
    this.topic = connection.topics(registry).checkpoints();
  }

  /**
   * The newest announcement of a model.
   *
   * @throws UsageException if there is no such topic
   */
  Optional<CheckpointAnnouncement> newest(String model) {
    CheckpointAnnouncement newest = null;
    try (KafkaConsumer<String, CheckpointAnnouncement> consumer =
        TopicReader.open(connection, topic)) {
      requireTopic(consumer);
      consumer.seekToBeginning(consumer.assignment());
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<String, CheckpointAnnouncement> record : consumer.poll(POLL)) {
          newest = model.equals(record.key()) ? record.value() : newest;
        }
      }
    }
    return Optional.ofNullable(newest);
  }

  /** Writes an announcement; it is on all in-sync replicas when this returns. */
  void announce(CheckpointAnnouncement announcement) {
    Map<String, Object> properties =
        connection.client(
            Map.of(
                ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true));
    try (KafkaProducer<String, CheckpointAnnouncement> producer =
        new KafkaProducer<>(properties, topic.keys().serializer(), topic.values().serializer())) {
      producer
          .send(new ProducerRecord<>(topic.name(), announcement.getModel(), announcement))
          .get();
    } catch (ExecutionException e) {
      throw new KafkaException("The announcement was not written", e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public void close() {
    registry.close();
  }

  private void requireTopic(KafkaConsumer<?, ?> consumer) {
    if (consumer.assignment().isEmpty()) {
      throw new UsageException(
          "There is no topic %s; `millrace topics create` makes it".formatted(topic.name()));
    }
  }
}
