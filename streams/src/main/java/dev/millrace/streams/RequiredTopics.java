package dev.millrace.streams;

import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which topics the topologies need, and which of them must have as many partitions as others. */
public final class RequiredTopics {

  private final Topics topics;
  private final Set<TopologyName> hosted;

  /**
   * @param topics all there are
   * @param hosted the topologies in question
   */
  public RequiredTopics(Topics topics, Set<TopologyName> hosted) {
    this.topics = topics;
    this.hosted = Set.copyOf(hosted);
  }

  /** Everything read, written, and where the dead letters go. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (TopologyName topology : hosted) {
      sources(topology).forEach(source -> addWithDeadLetters(names, source));
      sinks(topology).forEach(sink -> names.add(sink.name()));
      if (topology == TopologyName.SEQUENCES || topology == TopologyName.PREQUENTIAL) {
        names.add(topics.items().name());
      }
    }
    return names;
  }

  /** Topics read by user, so that one task sees all of one user. */
  public List<Topic<?, ?>> byUser() {
    return List.of(
        topics.interactions(),
        topics.userDeletions(),
        topics.userSequences(),
        topics.acceptedInteractions(),
        topics.recommendations());
  }

  private List<Topic<?, ?>> sources(TopologyName topology) {
    return switch (topology) {
      case SEQUENCES -> List.of(topics.interactions(), topics.userDeletions());
      case TRANSITIONS, POPULARITY -> List.of(topics.acceptedInteractions());
      case PREQUENTIAL -> List.of(topics.acceptedInteractions(), topics.recommendations());
    };
  }

  private List<Topic<?, ?>> sinks(TopologyName topology) {
    return switch (topology) {
      case SEQUENCES ->
          List.of(topics.userSequences(), topics.acceptedInteractions(), topics.trainingExamples());
      case TRANSITIONS -> List.of(topics.itemTransitions());
      case POPULARITY -> List.of(topics.itemPopularity());
      case PREQUENTIAL -> List.of(topics.onlineMetrics());
    };
  }

  private static void addWithDeadLetters(Set<String> names, Topic<?, ?> topic) {
    names.add(topic.name());
    names.add(topic.deadLetterName());
  }
}
