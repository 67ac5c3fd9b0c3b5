package dev.millrace.standalone.dlq;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads dead-letter topics from their beginning to their present end, without a group. */
public final class DeadLetterTopics implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Consumer<byte[], byte[]> consumer;
  private final Set<LetterPosition> replayed = new HashSet<>();

  /**
   * @param kafka properties of the consumer, addresses among them
   */
  public DeadLetterTopics(Map<String, Object> kafka) {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    this.consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Those of some topics that do not exist. */
  public List<String> missing(Collection<String> topics) {
    Set<String> existing = consumer.listTopics().keySet();
    return topics.stream().filter(topic -> !existing.contains(topic)).sorted().toList();
  }

  /**
   * Finds out what was replayed; until then nothing was. To be called again to know of more.
   *
   * @param topics dead-letter topics
   */
  public void readMarks(Set<String> topics) {
    read(
        partitions(topics),
        record -> {
          ReplayHeaders.marked(record.headers()).ifPresent(replayed::add);
          return true;
        });
  }

  /**
   * Visits the letters that a filter accepts, in the order of their partition. Those that come
   * meanwhile are not visited.
   *
   * @param visitor says whether to go on
   */
  public void visit(LetterFilter filter, Predicate<DeadLetter> visitor) {
    read(
        partitions(filter.topics()),
        record -> {
          if (ReplayHeaders.marked(record.headers()).isPresent()) {
            return true;
          }
          DeadLetter letter = letter(record);
          return !filter.accepts(letter) || visitor.test(letter);
        });
  }

  /** The letter at a position; empty when there is none, because it never was or is too old. */
  public Optional<DeadLetter> find(LetterPosition position) {
    TopicPartition partition = position.topicPartition();
    if (!partitions(Set.of(position.topic())).contains(partition)) {
      return Optional.empty();
    }
    consumer.assign(List.of(partition));
    consumer.seek(partition, position.offset());
    DeadLetter[] found = new DeadLetter[1];
    readOn(
        record -> {
          if (record.offset() == position.offset()
              && ReplayHeaders.marked(record.headers()).isEmpty()) {
            found[0] = letter(record);
          }
          return false;
        });
    return Optional.ofNullable(found[0]);
  }

  @Override
  public void close() {
    consumer.close();
  }

  private DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
    return DeadLetter.of(record, replayed.contains(LetterPosition.of(record)));
  }

  private List<TopicPartition> partitions(Set<String> topics) {
    return consumer.listTopics().entrySet().stream()
        .filter(entry -> topics.contains(entry.getKey()))
        .flatMap(entry -> entry.getValue().stream())
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  private void read(
      List<TopicPartition> partitions, Predicate<ConsumerRecord<byte[], byte[]>> visitor) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    readOn(visitor);
  }

  /** Reads the assigned partitions up to where they end now. */
  private void readOn(Predicate<ConsumerRecord<byte[], byte[]>> visitor) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isAt(ends)) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        deadline = System.nanoTime() + PATIENCE.toNanos();
        if (isBefore(record, ends) && !visitor.test(record)) {
          return;
        }
      }
      if (System.nanoTime() > deadline) {
        throw new KafkaException(
            "No record came for %d s while reading %s; does the broker still run?"
                .formatted(PATIENCE.toSeconds(), ends.keySet()));
      }
    }
  }

  private static boolean isBefore(
      ConsumerRecord<byte[], byte[]> record, Map<TopicPartition, Long> ends) {
    return record.offset()
        < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
  }

  private boolean isAt(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}
