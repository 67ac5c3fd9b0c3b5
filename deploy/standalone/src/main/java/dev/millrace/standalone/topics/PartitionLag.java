package dev.millrace.standalone.topics;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far a group is in a partition, in offsets.
 *
 * @param partition which
 * @param beginning offset of the oldest record
 * @param end offset after the newest one, open transactions included
 * @param committed offset of the next record that the group will read; null when it never committed
 */
public record PartitionLag(
    TopicPartition partition, long beginning, long end, @Nullable Long committed) {

  /** Offsets that are left to read: records, and the markers at the ends of transactions. */
  public long lag() {
    return Math.max(0, end - (committed == null ? beginning : Math.max(beginning, committed)));
  }
}
