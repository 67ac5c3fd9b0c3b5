package dev.millrace.standalone.reset;

import java.util.List;

/**
 * What the brokers keep for some applications of Kafka Streams.
 *
 * @param members how many processes, or threads of them, are at work; nothing may be deleted then
 * @param groups that have committed how far they are
 * @param internalTopics changelogs and repartition topics
 */
public record ClusterState(int members, List<String> groups, List<String> internalTopics) {

  public ClusterState {
    groups = List.copyOf(groups);
    internalTopics = List.copyOf(internalTopics);
  }
}
