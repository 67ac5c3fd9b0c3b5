package dev.millrace.standalone.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Item;
import dev.millrace.contract.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends inputs to one pipeline; the broker may be away for a while. */
final class Publisher implements AutoCloseable {

  private final Pipeline pipeline;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  Publisher(Pipeline pipeline) {
    this.pipeline = pipeline;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", pipeline.servers().bootstrap(),
                "max.block.ms", "180000",
                "delivery.timeout.ms", "180000"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void send(Input input) {
    if (input instanceof Input.Click click) {
      send(pipeline.topics().interactions(), click.interaction().getUserId(), click.interaction());
    } else if (input instanceof Input.Poison poison) {
      sendBytes(pipeline.topics().interactions(), poison.key(), poison.value());
    } else if (input instanceof Input.Forget forget) {
      send(pipeline.topics().userDeletions(), forget.deletion().getUserId(), forget.deletion());
    }
  }

  void sendAll(List<Item> items) {
    items.forEach(item -> send(pipeline.topics().items(), item.getItemId(), item));
    flush();
  }

  <V> void send(Topic<String, V> topic, String key, @Nullable V value) {
    sendBytes(topic, key, bytes(topic, value));
  }

  private void sendBytes(Topic<String, ?> topic, String key, byte @Nullable [] value) {
    Future<RecordMetadata> sent =
        producer.send(
            record(topic, key, value),
            (where, failed) -> {
              if (failed != null) {
                failure.compareAndSet(null, failed);
              }
            });
    assertThat(sent.isCancelled()).isFalse();
  }

  /** Sends and waits for the broker's word. */
  <V> RecordMetadata sendNow(Topic<String, V> topic, String key, @Nullable V value) {
    return sendBytesNow(topic, key, bytes(topic, value));
  }

  /** Sends bytes as they are and waits for the broker's word. */
  RecordMetadata sendBytesNow(Topic<String, ?> topic, String key, byte @Nullable [] value) {
    try {
      return producer.send(record(topic, key, value)).get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", interrupted);
    } catch (ExecutionException failed) {
      throw new AssertionError("The record was not taken", failed);
    }
  }

  private static <V> byte @Nullable [] bytes(Topic<String, V> topic, @Nullable V value) {
    return topic.values().serializer().serialize(topic.name(), value);
  }

  private static ProducerRecord<byte[], byte[]> record(
      Topic<String, ?> topic, String key, byte @Nullable [] value) {
    byte[] keyBytes = topic.keys().serializer().serialize(topic.name(), key);
    return new ProducerRecord<>(topic.name(), keyBytes, value);
  }

  /** Waits until the broker has taken everything. */
  void flush() {
    producer.flush();
    assertThat(failure.get()).isNull();
  }

  @Override
  public void close() {
    producer.close();
  }
}
