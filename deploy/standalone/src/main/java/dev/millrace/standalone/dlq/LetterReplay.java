package dev.millrace.standalone.dlq;

import dev.millrace.streams.StreamsSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends dead letters back to where they came from, each in one transaction with its mark: whatever
 * dies when, a letter is sent and marked or neither. To open one stops any other of the same
 * transactional id, so read the marks afterwards.
 */
public final class LetterReplay implements AutoCloseable {

  private static final int BATCH = 500;

  private final Producer<byte[], byte[]> producer;
  private final Map<String, Integer> partitions = new HashMap<>();
  private final List<DeadLetter> batch = new ArrayList<>();
  private long sent;

  /**
   * @param kafka properties of the producer, addresses among them
   * @param transactionalId shared by all replays of a pipeline
   */
  public LetterReplay(Map<String, Object> kafka, String transactionalId) {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      producer.initTransactions();
    } catch (KafkaException e) {
      producer.close();
      throw e;
    }
  }

  /** What all replays of a pipeline share. */
  public static String transactionalId(StreamsSettings pipeline) {
    return pipeline.prefix() + "-dlq-replay";
  }

  /** Takes a letter; it is sent with the next full batch or {@link #flush}. */
  public void send(DeadLetter letter) {
    batch.add(letter);
    if (batch.size() >= BATCH) {
      flush();
    }
  }

  /** Sends and marks what was taken; it is committed when this returns. */
  public void flush() {
    if (batch.isEmpty()) {
      return;
    }
    try {
      producer.beginTransaction();
      for (DeadLetter letter : batch) {
        send(ReplayHeaders.original(letter, partition(letter)));
        send(ReplayHeaders.mark(letter.position()));
      }
      producer.commitTransaction();
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      throw new KafkaException("Another replay of dead letters has begun and goes on instead", e);
    }
    sent += batch.size();
    batch.clear();
  }

  /** How many letters were sent and marked. */
  public long sent() {
    return sent;
  }

  /** Ends an open transaction; what was not flushed is not sent. */
  @Override
  public void close() {
    producer.close();
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    // What a send fails with, the commit fails with.
    Future<RecordMetadata> unused = producer.send(record);
  }

  /** The original one: other producers than Java's choose otherwise for the same key. */
  private @Nullable Integer partition(DeadLetter letter) {
    int count =
        partitions.computeIfAbsent(letter.origin(), topic -> producer.partitionsFor(topic).size());
    int original = letter.reason().partition();
    return original >= 0 && original < count ? original : null;
  }
}
