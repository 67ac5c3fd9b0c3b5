package dev.millrace.contract;

import java.time.Duration;

/**
 * What an operator chooses about the topics.
 *
 * @param partitions partitions of every topic keyed by user; all the same, because they are joined
 * @param itemPartitions partitions of every topic keyed by item
 * @param interactionRetention how long interactions are kept; a replay from the beginning reaches
 *     back this far
 */
public record TopicSettings(int partitions, int itemPartitions, Duration interactionRetention) {

  public TopicSettings {
    requirePositive("partitions", partitions);
    requirePositive("itemPartitions", itemPartitions);
    if (interactionRetention.isNegative() || interactionRetention.isZero()) {
      throw new IllegalArgumentException(
          "interactionRetention must be longer than nothing, but found " + interactionRetention);
    }
  }

  /** Four partitions each, and thirty days of interactions. */
  public static TopicSettings defaults() {
    return new TopicSettings(4, 4, Duration.ofDays(30));
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, but found " + value);
    }
  }
}
