package dev.millrace.trainer.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Announces checkpoints and commits progress, both or neither. All trainers of a model share one
 * transactional id, so that one which was replaced and does not know it can announce nothing.
 */
public final class CheckpointTransactions implements AutoCloseable {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final Producer<byte[], byte[]> producer;

  /**
   * Takes the transactional id; what another process had open is over then.
   *
   * @param producer with that id; closed with this
   */
  public CheckpointTransactions(Producer<byte[], byte[]> producer) {
    this.producer = producer;
    try {
      producer.initTransactions();
    } catch (RuntimeException unavailable) {
      producer.close(Duration.ZERO);
      throw unavailable;
    }
  }

  /**
   * Commits.
   *
   * @param records announcement and dead letters
   * @param offsets the next ones to learn from
   * @param group of this process
   * @throws org.apache.kafka.common.KafkaException if it failed, or nobody knows; whoever begins
   *     anew reads what holds
   */
  public void commit(
      List<ProducerRecord<byte[], byte[]>> records,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata group) {
    producer.beginTransaction();
    for (ProducerRecord<byte[], byte[]> record : records) {
      // What a send fails with, the commit fails with.
      Future<RecordMetadata> unused = producer.send(record);
    }
    producer.sendOffsetsToTransaction(offsets, group);
    producer.commitTransaction();
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
