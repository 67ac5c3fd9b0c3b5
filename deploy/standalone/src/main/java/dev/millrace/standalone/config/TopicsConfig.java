package dev.millrace.standalone.config;

import dev.millrace.contract.TopicNames;

/**
 * Names and shape of the topics.
 *
 * @param names name of every topic
 * @param partitions partitions of every topic keyed by user; they must agree
 * @param itemPartitions partitions of every topic keyed by item
 * @param replication replicas of every partition, -1 for the cluster's default
 */
public record TopicsConfig(TopicNames names, int partitions, int itemPartitions, int replication) {

  /**
   * @throws IllegalArgumentException if a count is out of range
   */
  public TopicsConfig {
    requirePositive("partitions", partitions);
    requirePositive("item-partitions", itemPartitions);
    if (replication != -1 && (replication < 1 || replication > Short.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "replication must be positive, or -1 for the cluster's default; found " + replication);
    }
  }

  private static void requirePositive(String key, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(key + " must be positive; found " + count);
    }
  }
}
