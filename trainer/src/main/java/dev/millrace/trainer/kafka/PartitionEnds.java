package dev.millrace.trainer.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Where partitions end: where they were told to, or where they do now. */
final class PartitionEnds {

  private static final long REFRESH_NANOS = 200_000_000;

  private final Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final @Nullable Map<Integer, Long> limit;
  private Map<TopicPartition, Long> known;
  private long knownNanos;

  /**
   * @param limit by partition; null for where they end now
   */
  PartitionEnds(
      Consumer<byte[], byte[]> consumer,
      Collection<TopicPartition> partitions,
      @Nullable Map<Integer, Long> limit) {
    this.consumer = consumer;
    this.partitions = List.copyOf(partitions);
    this.limit = limit;
    this.known = consumer.endOffsets(partitions);
    this.knownNanos = System.nanoTime();
  }

  /** Whether nothing behind the ends is wanted. */
  boolean isFixed() {
    return limit != null;
  }

  /** Whether an offset is wanted. */
  boolean includes(int index, long offset) {
    return limit == null || offset < end(index);
  }

  /** Whether a position is before the end; asks again at most every 200 ms. */
  boolean isBefore(int index, long position) {
    if (position >= end(index)) {
      refresh();
    }
    return position < end(index);
  }

  /** Offsets between a position and the end. */
  long remaining(int index, long position) {
    return Math.max(0, end(index) - position);
  }

  /** Asks where the partitions end, unless it was asked within the last 200 ms. */
  void refresh() {
    if (limit != null) {
      return;
    }
    long now = System.nanoTime();
    if (now - knownNanos >= REFRESH_NANOS) {
      known = consumer.endOffsets(partitions);
      knownNanos = now;
    }
  }

  private long end(int index) {
    TopicPartition partition = partitions.get(index);
    return limit == null
        ? known.getOrDefault(partition, 0L)
        : limit.getOrDefault(partition.partition(), 0L);
  }
}
