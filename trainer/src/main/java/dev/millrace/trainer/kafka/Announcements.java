package dev.millrace.trainer.kafka;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.contract.Topic;
import dev.millrace.contract.record.InvalidRecordException;
import dev.millrace.contract.record.RecordReader;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic of announcements: the newest one of a model, and the next one as a record. */
public final class Announcements implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

  private final Topic<String, CheckpointAnnouncement> topic;
  private final RecordReader<CheckpointAnnouncement> reader;
  private final String model;
  private final TopicScan scan;
  private @Nullable CheckpointAnnouncement latest;

  /**
   * @param consumer closed with this
   * @param model whose announcements
   */
  public Announcements(
      Consumer<byte[], byte[]> consumer,
      Topic<String, CheckpointAnnouncement> topic,
      String model) {
    this.topic = topic;
    this.reader = new RecordReader<>(topic, CheckpointAnnouncement::getModel);
    this.model = model;
    this.scan = new TopicScan(consumer, List.of(topic.name()));
  }

  /** What was announced last, by whomever; null if nothing was. */
  public @Nullable CheckpointAnnouncement latest() {
    scan.toEnd(this::take);
    return latest;
  }

  /** An announcement as a record. */
  public ProducerRecord<byte[], byte[]> record(CheckpointAnnouncement announcement) {
    return new ProducerRecord<>(
        topic.name(),
        topic.keys().serializer().serialize(topic.name(), announcement.getModel()),
        topic.values().serializer().serialize(topic.name(), announcement));
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      RecordReader.Entry<CheckpointAnnouncement> entry = reader.read(record);
      if (entry.key().equals(model)) {
        latest = entry.value();
      }
    } catch (InvalidRecordException unusable) {
      LOG.warn("Announcement passed over; reason={}", unusable.getMessage());
    }
  }

  @Override
  public void close() {
    scan.close();
  }
}
