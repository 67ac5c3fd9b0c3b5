package dev.millrace.serving.dashboard;

import java.util.List;

/**
 * The pipeline at one moment.
 *
 * @param takenAt wall-clock time in milliseconds since 1970-01-01T00:00:00Z
 * @param problem why nothing newer is known; empty when all is well
 * @param topics in the order of the data flow
 * @param groups that read them, by name
 */
public record PipelineSnapshot(
    long takenAt, String problem, List<TopicState> topics, List<GroupState> groups) {

  /**
   * A topic.
   *
   * @param role what it is for, whatever its name is here: interactions, userSequences, …
   * @param name as it is configured
   * @param offsets sum of the ends of its partitions, markers of transactions included
   * @param perSecond by how much that grew of late
   */
  public record TopicState(String role, String name, long offsets, double perSecond) {}

  /**
   * A consumer group.
   *
   * @param id its name
   * @param lag offsets between what it has committed and the ends of what it reads
   * @param perSecond by how much its offsets grew of late
   */
  public record GroupState(String id, long lag, double perSecond) {}

  static PipelineSnapshot unknown() {
    return new PipelineSnapshot(0, "the cluster has not been asked yet", List.of(), List.of());
  }

  PipelineSnapshot but(String newProblem) {
    return new PipelineSnapshot(takenAt, newProblem, topics, groups);
  }
}
