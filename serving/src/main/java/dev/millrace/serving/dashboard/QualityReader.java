package dev.millrace.serving.dashboard;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.avro.OnlineMetrics;
import dev.millrace.contract.record.InvalidRecordException;
import dev.millrace.contract.record.RecordReader;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows online-metrics and checkpoints from their beginning. Belongs to one thread. */
final class QualityReader {

  private static final Logger LOG = LoggerFactory.getLogger(QualityReader.class);

  private final Consumer<byte[], byte[]> consumer;
  private final RecordReader<OnlineMetrics> metrics;
  private final RecordReader<CheckpointAnnouncement> announcements;
  private final QualityHistory history;

  /**
   * @param consumer stays the caller's
   * @param history is filled
   */
  QualityReader(
      Consumer<byte[], byte[]> consumer,
      RecordReader<OnlineMetrics> metrics,
      RecordReader<CheckpointAnnouncement> announcements,
      QualityHistory history) {
    this.consumer = consumer;
    this.metrics = metrics;
    this.announcements = announcements;
    this.history = history;
  }

  /** Finds the partitions and goes to their beginning; what was read before is read again. */
  void begin() {
    history.clear();
    List<TopicPartition> partitions =
        Stream.of(metrics.topic().name(), announcements.topic().name())
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Takes what has come. */
  void poll(Duration timeout) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
      try {
        take(record);
      } catch (InvalidRecordException undecodable) {
        LOG.debug("Not shown; reason={}", undecodable.getMessage());
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(metrics.topic().name())) {
      OnlineMetrics window = metrics.read(record).value();
      if (window != null) {
        history.add(window);
      }
    } else {
      CheckpointAnnouncement announcement = announcements.read(record).value();
      if (announcement != null) {
        history.add(announcement);
      }
    }
  }
}
