package dev.millrace.standalone.topics;

import java.util.List;

/**
 * How far a group is.
 *
 * @param group which
 * @param state as the broker tells it, for instance {@code Stable}, or {@code Empty} when no
 *     process is in it; {@link #NEVER_SEEN} when the broker knows no such group
 * @param partitions by topic and number
 */
public record GroupLag(PipelineGroup group, String state, List<PartitionLag> partitions) {

  /** State of a group that the broker does not know. */
  public static final String NEVER_SEEN = "never seen";

  public GroupLag {
    partitions = List.copyOf(partitions);
  }

  /** Over all partitions. */
  public long lag() {
    return partitions.stream().mapToLong(PartitionLag::lag).sum();
  }
}
