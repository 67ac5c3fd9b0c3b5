package dev.millrace.standalone.bench;

import dev.millrace.contract.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Sends to one topic as a careful client would; a record that cannot be written ends the benchmark,
 * at the latest when the sender is flushed or closed.
 *
 * @param <V> value type
 */
public final class Sender<V> implements AutoCloseable {

  private final KafkaProducer<String, V> producer;
  private final String topic;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /**
   * @param kafka client properties
   * @param topic where to
   */
  public Sender(Map<String, String> kafka, Topic<String, V> topic) {
    this.topic = topic.name();
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    this.producer =
        new KafkaProducer<>(properties, topic.keys().serializer(), topic.values().serializer());
  }

  /** Sends without waiting. */
  public void send(String key, V value) {
    failIfBroken();
    // The callback and the next flush tell what became of it.
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(topic, key, value),
            (metadata, broken) -> {
              if (broken != null) {
                failure.compareAndSet(null, broken);
              }
            });
  }

  /** Waits until everything sent is acknowledged. */
  public void flush() {
    producer.flush();
    failIfBroken();
  }

  @Override
  public void close() {
    producer.close();
    failIfBroken();
  }

  private void failIfBroken() {
    Exception broken = failure.get();
    if (broken != null) {
      throw new BenchmarkException("A record could not be written to " + topic, broken);
    }
  }
}
