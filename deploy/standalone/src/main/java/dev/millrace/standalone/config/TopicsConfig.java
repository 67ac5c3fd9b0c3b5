package dev.millrace.standalone.config;

import dev.millrace.contract.TopicNames;
import dev.millrace.contract.TopicPlan;
import dev.millrace.contract.TopicPlans;
import dev.millrace.contract.TopicSettings;
import java.time.Duration;
import java.util.List;

/**
 * Names and shape of the topics.
 *
 * @param names name of every topic
 * @param partitions partitions of every topic keyed by user; they must agree
 * @param itemPartitions partitions of every topic keyed by item
 * @param interactionRetention how long interactions are kept, and so how far a replay reaches back
 * @param replication replicas of every partition, -1 for the cluster's default
 */
public record TopicsConfig(
    TopicNames names,
    int partitions,
    int itemPartitions,
    Duration interactionRetention,
    int replication) {

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public TopicsConfig {
    new TopicSettings(partitions, itemPartitions, interactionRetention);
    if (replication != -1 && (replication < 1 || replication > Short.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "replication must be positive, or -1 for the cluster's default; found " + replication);
    }
  }

  /** How every topic is to be created, in the order of the pipeline. */
  public List<TopicPlan> plans() {
    return TopicPlans.of(
        names, new TopicSettings(partitions, itemPartitions, interactionRetention));
  }
}
