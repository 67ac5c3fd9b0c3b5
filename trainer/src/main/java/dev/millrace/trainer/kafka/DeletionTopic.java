package dev.millrace.trainer.kafka;

import dev.millrace.avro.UserDeletion;
import dev.millrace.checkpoint.SourcePosition;
import dev.millrace.contract.Topic;
import dev.millrace.contract.record.InvalidRecordException;
import dev.millrace.contract.record.RecordReader;
import dev.millrace.trainer.forgetting.DeletionRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads who asked to be forgotten. Bad records are passed over: the streams put them into dead
 * letters.
 */
public final class DeletionTopic implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DeletionTopic.class);

  private final RecordReader<UserDeletion> reader;
  private final TopicScan scan;

  /**
   * At the beginning of the topic.
   *
   * @param consumer closed with this
   */
  public DeletionTopic(Consumer<byte[], byte[]> consumer, Topic<String, UserDeletion> topic) {
    this.reader = new RecordReader<>(topic, UserDeletion::getUserId);
    this.scan = new TopicScan(consumer, List.of(topic.name()));
  }

  /**
   * Goes on behind what is known; what has been deleted meanwhile is passed over.
   *
   * @param next offset by partition; partitions that are not in it begin at their beginning
   */
  public void goOn(SortedMap<Integer, Long> next) {
    scan.goOn(reader.topic().name(), next);
  }

  /** What was asked since the last call, up to where the topic ends now. */
  public List<DeletionRequest> toEnd() {
    List<DeletionRequest> requests = new ArrayList<>();
    scan.toEnd(record -> take(record, requests));
    return requests;
  }

  private void take(ConsumerRecord<byte[], byte[]> record, List<DeletionRequest> requests) {
    try {
      UserDeletion deletion = reader.read(record).value();
      if (deletion == null || deletion.getRequestedAt() <= 0) {
        throw new InvalidRecordException("A deletion says up to when, after 1970");
      }
      requests.add(
          new DeletionRequest(
              deletion.getUserId(),
              deletion.getRequestedAt(),
              record.topic(),
              record.partition(),
              record.offset()));
    } catch (InvalidRecordException unusable) {
      LOG.warn("Deletion passed over; partition={} offset={}", record.partition(), record.offset());
    }
  }

  /** Where it goes on. */
  public SourcePosition.InTopics position() {
    return new SourcePosition.InTopics(
        new TreeMap<>(Map.of(reader.topic().name(), scan.positions(reader.topic().name()))));
  }

  @Override
  public void close() {
    scan.close();
  }
}
