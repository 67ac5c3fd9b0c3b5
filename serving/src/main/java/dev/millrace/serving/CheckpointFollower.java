package dev.millrace.serving;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.checkpoint.announcement.Announced;
import dev.millrace.checkpoint.store.CheckpointReference;
import dev.millrace.contract.Topic;
import dev.millrace.contract.record.InvalidRecordException;
import dev.millrace.contract.record.RecordReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which checkpoint of a model has been announced as the current one: all announcements from the
 * beginning, then those that come. Belongs to one thread.
 */
final class CheckpointFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointFollower.class);

  private final Consumer<byte[], byte[]> consumer;
  private final RecordReader<CheckpointAnnouncement> reader;
  private final String model;
  private final Map<TopicPartition, Long> pending = new HashMap<>();
  private boolean assigned;
  private Optional<CheckpointReference> current = Optional.empty();

  /**
   * @param consumer closed with this
   * @param model whose announcements
   */
  CheckpointFollower(
      Consumer<byte[], byte[]> consumer,
      Topic<String, CheckpointAnnouncement> topic,
      String model) {
    this.consumer = consumer;
    this.reader = new RecordReader<>(topic, CheckpointAnnouncement::getModel);
    this.model = model;
  }

  /**
   * Takes in what has been announced.
   *
   * @param timeout how long to wait for more
   * @return the checkpoint to use; empty when there is none, or not all has been read
   * @throws org.apache.kafka.common.KafkaException if the brokers do not answer; try again
   */
  Optional<CheckpointReference> poll(Duration timeout) {
    if (!assigned) {
      assigned = assign();
    }
    if (!assigned) {
      return Optional.empty();
    }
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
      take(record);
    }
    pending.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    return pending.isEmpty() ? current : Optional.empty();
  }

  private boolean assign() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(reader.topic().name()).stream()
            .map(found -> new TopicPartition(found.topic(), found.partition()))
            .toList();
    if (!partitions.isEmpty()) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      pending.putAll(consumer.endOffsets(partitions));
    }
    return !partitions.isEmpty();
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      RecordReader.Entry<CheckpointAnnouncement> entry = reader.read(record);
      CheckpointAnnouncement announcement = entry.value();
      if (entry.key().equals(model)) {
        current = announcement == null ? Optional.empty() : Announced.current(announcement);
      }
    } catch (InvalidRecordException | CheckpointException unusable) {
      LOG.warn("Announcement passed over; reason={}", unusable.getMessage());
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
