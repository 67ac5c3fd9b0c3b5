package dev.millrace.standalone.topics;

import dev.millrace.contract.TopicNames;
import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.streams.TopologyName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A consumer group of the pipeline.
 *
 * @param role what it does, as people say: the name of a topology, {@code serving} or {@code
 *     trainer}
 * @param id the group's id at the broker
 * @param topics what it reads; Kafka Streams' internal topics come on top
 */
public record PipelineGroup(String role, String id, Set<String> topics) {

  public PipelineGroup {
    topics = Set.copyOf(topics);
  }

  /** The groups that commit how far they are, in the order of the pipeline. */
  public static List<PipelineGroup> of(MillraceConfig config) {
    TopicNames names = config.topics().names();
    List<PipelineGroup> groups = new ArrayList<>();
    for (TopologyName topology : TopologyName.values()) {
      groups.add(
          new PipelineGroup(
              topology.text(), config.streams().applicationId(topology), sources(topology, names)));
    }
    groups.add(
        new PipelineGroup(
            "serving",
            config.serving().groupId(),
            Set.of(names.userSequences(), names.recommendationRequests())));
    groups.add(
        new PipelineGroup(
            "trainer",
            config.trainer().online().groupId(),
            Set.of(names.trainingExamples(), names.userDeletions())));
    return List.copyOf(groups);
  }

  private static Set<String> sources(TopologyName topology, TopicNames names) {
    return switch (topology) {
      case SEQUENCES -> Set.of(names.interactions(), names.userDeletions());
      case TRANSITIONS, POPULARITY -> Set.of(names.acceptedInteractions());
      case PREQUENTIAL -> Set.of(names.acceptedInteractions(), names.recommendations());
    };
  }
}
