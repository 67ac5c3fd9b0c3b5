package dev.millrace.trainer.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Says which of a model's trainers trains: the one that the consumer group gives partition 0 of the
 * announcements' topic. Nothing is read from it. When that process dies, the group gives the
 * partition to another one, within the session time-out.
 */
public final class Lease implements ConsumerRebalanceListener, AutoCloseable {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private boolean held;

  /**
   * Joins the group.
   *
   * @param consumer of the group; closed with this
   * @param topic of the announcements
   */
  public Lease(Consumer<byte[], byte[]> consumer, String topic) {
    this.consumer = consumer;
    consumer.subscribe(List.of(topic), this);
  }

  /**
   * Stays in the group; to be called again within the poll interval.
   *
   * @param patience how long to wait for changes
   * @return whether this process trains
   */
  public boolean poll(Duration patience) {
    consumer.poll(patience);
    return held;
  }

  /** Proves to a transaction that this process is still in the group. */
  public ConsumerGroupMetadata group() {
    return consumer.groupMetadata();
  }

  /** What the group has committed of some partitions, as far as it has. */
  public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> found =
        new TreeMap<>(
            Comparator.comparing(TopicPartition::topic)
                .thenComparingInt(TopicPartition::partition));
    consumer
        .committed(partitions)
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                found.put(partition, offset);
              }
            });
    return found;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    consumer.pause(assigned);
    held |= assigned.stream().anyMatch(Lease::decides);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    held &= revoked.stream().noneMatch(Lease::decides);
  }

  private static boolean decides(TopicPartition partition) {
    return partition.partition() == 0;
  }

  /** Leaves the group, so that another process takes over at once. */
  @Override
  public void close() {
    consumer.close(
        CloseOptions.timeout(CLOSE_TIMEOUT)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
  }
}
