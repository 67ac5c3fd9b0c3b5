package dev.millrace.serving;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Serving's Kafka clients.
 *
 * @param group reads sequences and requests
 * @param catalogue reads catalogue and model
 * @param restore reads users' state back
 * @param admin asks about topics
 */
record ServingClients(
    Consumer<byte[], byte[]> group,
    Consumer<byte[], byte[]> catalogue,
    Consumer<byte[], byte[]> restore,
    Admin admin)
    implements AutoCloseable {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  static ServingClients connect(ClientProperties properties, ServingMetrics metrics) {
    ServingClients clients =
        new ServingClients(
            consumer(properties.groupConsumer()),
            consumer(properties.catalogueConsumer()),
            consumer(properties.restoreConsumer()),
            Admin.create(properties.admin()));
    clients.consumers().forEach(metrics::bind);
    return clients;
  }

  /** A consumer of the announcements, for a thread of its own. */
  static Consumer<byte[], byte[]> checkpoints(ClientProperties properties, ServingMetrics metrics) {
    Consumer<byte[], byte[]> consumer = consumer(properties.checkpointsConsumer());
    metrics.bind(consumer);
    return consumer;
  }

  static Producer<byte[], byte[]> producer(ClientProperties properties, ServingMetrics metrics) {
    Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            properties.producer(), new ByteArraySerializer(), new ByteArraySerializer());
    metrics.bind(producer);
    return producer;
  }

  @Override
  public void close() {
    consumers().forEach(consumer -> consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT)));
    admin.close(CLOSE_TIMEOUT);
  }

  private List<Consumer<byte[], byte[]>> consumers() {
    return List.of(group, catalogue, restore);
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> properties) {
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
