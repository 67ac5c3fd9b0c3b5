package dev.millrace.standalone.topics;

import dev.millrace.contract.TopicPlan;

/**
 * A planned topic as it is on the cluster.
 *
 * @param plan how it should be
 * @param partitions how many partitions it has; 0 when there is no such topic
 * @param cleanupPolicy its policy on the cluster; blank when there is no such topic
 * @param endOffset sum of its partitions' end offsets: how many records were ever written to it,
 *     transaction markers included
 */
public record TopicStatus(TopicPlan plan, int partitions, String cleanupPolicy, long endOffset) {

  /** Whether the topic is there. */
  public boolean exists() {
    return partitions > 0;
  }

  /** Whether the topic is there with the partitions that are planned. */
  public boolean isAsPlanned() {
    return partitions == plan.partitions();
  }
}
