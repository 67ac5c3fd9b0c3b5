package dev.millrace.trainer.kafka;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes the trainer's Kafka clients.
 *
 * @param properties of each of them
 */
public record Clients(ClientProperties properties) {

  /** The consumer of the {@link Lease}. */
  public Consumer<byte[], byte[]> lease() {
    return new KafkaConsumer<>(
        properties.lease(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * A consumer of partitions that it is told.
   *
   * @param role for its name
   */
  public Consumer<byte[], byte[]> reader(String role) {
    return new KafkaConsumer<>(
        properties.reader(role), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The producer of checkpoints. */
  public Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        properties.producer(), new ByteArraySerializer(), new ByteArraySerializer());
  }
}
