package dev.millrace.standalone.reliability;

import dev.millrace.contract.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Looks at topics and groups from outside, as any other Kafka client would. */
final class TopicProbe implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> committed;
  private final KafkaConsumer<byte[], byte[]> uncommitted;

  TopicProbe(String bootstrap) {
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    this.committed = consumer(bootstrap, "read_committed");
    this.uncommitted = consumer(bootstrap, "read_uncommitted");
  }

  /** All committed records of a topic from its beginning to its present end. */
  List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
    return read(topic, committed);
  }

  /** The same with what belongs to open and aborted transactions. */
  List<ConsumerRecord<byte[], byte[]>> uncommitted(String topic) {
    return read(topic, uncommitted);
  }

  /** All committed records of a topic, decoded. */
  <K, V> List<Decoded<K, V>> committed(Topic<K, V> topic) {
    return committed(topic.name()).stream().map(record -> Decoded.of(record, topic)).toList();
  }

  /**
   * A record with what its bytes say.
   *
   * @param key decoded key
   * @param value decoded value; null for a tombstone
   * @param source the record
   */
  record Decoded<K, V>(K key, V value, ConsumerRecord<byte[], byte[]> source) {

    private static <K, V> Decoded<K, V> of(
        ConsumerRecord<byte[], byte[]> record, Topic<K, V> topic) {
      return new Decoded<>(
          decode(record.key(), topic.keys().deserializer(), topic.name()),
          decode(record.value(), topic.values().deserializer(), topic.name()),
          record);
    }

    private static <T> T decode(byte[] bytes, Deserializer<T> deserializer, String topic) {
      return deserializer.deserialize(topic, bytes);
    }
  }

  /** Sum of a group's committed offsets: grows as the group gets on. */
  long progress(String group) {
    return offsets(group).values().stream().mapToLong(OffsetAndMetadata::offset).sum();
  }

  /** Whether a group has read, and committed that it has read, everything that topics hold. */
  boolean hasReadAll(String group, Collection<String> topics) {
    Map<TopicPartition, OffsetAndMetadata> offsets = offsets(group);
    List<TopicPartition> partitions = new ArrayList<>();
    topics.forEach(topic -> partitions.addAll(partitions(topic)));
    internalTopics(group).forEach(topic -> partitions.addAll(partitions(topic)));
    // With open transactions: a reader of committed records gets there when they have ended.
    Map<TopicPartition, Long> ends = uncommitted.endOffsets(partitions);
    ends.entrySet().removeIf(end -> isReached(end.getValue(), offsets.get(end.getKey())));
    committed.assign(ends.keySet());
    for (TopicPartition partition : ends.keySet()) {
      OffsetAndMetadata offset = offsets.get(partition);
      if (offset == null) {
        committed.seekToBeginning(List.of(partition));
      } else {
        committed.seek(partition, offset);
      }
    }
    return hasNothingUntil(ends, committed);
  }

  /** Sum of the end offsets of a topic, open transactions included. */
  long endOf(String topic) {
    return uncommitted.endOffsets(partitions(topic)).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private static boolean isReached(long end, @Nullable OffsetAndMetadata offset) {
    return end == 0 || (offset != null && offset.offset() >= end);
  }

  /** Whether a topic ends with records of transactions that are open now. */
  boolean hasOpenRecords(String topic) {
    List<TopicPartition> partitions = partitions(topic);
    Map<TopicPartition, Long> ends = uncommitted.endOffsets(partitions);
    Map<TopicPartition, Long> stable = committed.endOffsets(partitions);
    return ends.entrySet().stream()
        .anyMatch(end -> end.getValue() > stable.getOrDefault(end.getKey(), 0L));
  }

  /** Whether a transaction is open under an id now. */
  boolean hasOpenTransaction(String transactionalId) {
    ListTransactionsOptions open =
        new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
    return answer(admin.listTransactions(open).all()).stream()
        .anyMatch(listed -> listed.transactionalId().equals(transactionalId));
  }

  @Override
  public void close() {
    committed.close();
    uncommitted.close();
    admin.close();
  }

  private List<ConsumerRecord<byte[], byte[]>> read(
      String topic, KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = partitions(topic);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return readToEnds(consumer, consumer.endOffsets(partitions));
  }

  private static List<ConsumerRecord<byte[], byte[]>> readToEnds(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    Eventually.holds(
        "everything is read up to " + ends,
        () -> {
          consumer.poll(POLL).forEach(records::add);
          return areReached(ends, consumer);
        });
    return records;
  }

  private static boolean hasNothingUntil(
      Map<TopicPartition, Long> ends, KafkaConsumer<byte[], byte[]> consumer) {
    while (!areReached(ends, consumer)) {
      if (!consumer.poll(POLL).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static boolean areReached(
      Map<TopicPartition, Long> ends, KafkaConsumer<byte[], byte[]> consumer) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private List<String> internalTopics(String group) {
    return answer(admin.listTopics().names()).stream()
        .filter(topic -> topic.startsWith(group + "-") && topic.endsWith("-repartition"))
        .toList();
  }

  private Map<TopicPartition, OffsetAndMetadata> offsets(String group) {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        new HashMap<>(
            answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()));
    offsets.values().removeIf(Objects::isNull);
    return offsets;
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", interrupted);
    } catch (ExecutionException failed) {
      throw new AssertionError("The broker did not answer", failed);
    }
  }

  private List<TopicPartition> partitions(String topic) {
    return uncommitted.partitionsFor(topic).stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrap, String isolation) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "isolation.level",
            isolation,
            "enable.auto.commit",
            "false",
            "auto.offset.reset",
            "earliest"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
