package dev.millrace.standalone.acl;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicNames;
import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.streams.StreamsSettings;
import dev.millrace.streams.TopologyName;
import java.util.List;
import java.util.Set;

/**
 * What the streams need. Kafka Streams names its internal topics and its transactional ids after
 * the application's id, the latter at random: so these are prefixes.
 */
final class StreamsAcls {

  private final StreamsSettings settings;
  private final TopicNames names;

  StreamsAcls(MillraceConfig config) {
    this.settings = config.streams();
    this.names = config.topics().names();
  }

  List<NeededAcl> of(Set<TopologyName> topologies) {
    NeededAcls needs = new NeededAcls();
    // In the order of the pipeline, whatever the set's is.
    for (TopologyName topology : TopologyName.values()) {
      if (topologies.contains(topology)) {
        add(topology, needs);
      }
    }
    return needs.minimal();
  }

  private void add(TopologyName topology, NeededAcls needs) {
    String name = topology.text();
    for (String source : sources(topology)) {
      needs.add(NeededAcl.topic(source, READ, name + ": input"));
      needs.add(NeededAcl.topic(source + Topic.DEAD_LETTER_SUFFIX, WRITE, name + ": dead letters"));
    }
    needs.topics(lookedUp(topology), READ, name + ": which items there are");
    needs.topics(sinks(topology), WRITE, name + ": output");
    addOwn(topology, needs);
  }

  private void addOwn(TopologyName topology, NeededAcls needs) {
    String name = topology.text();
    String id = settings.applicationId(topology);
    String internal = id + "-";
    needs.add(NeededAcl.group(id, READ, name + ": consumer group"));
    needs.add(
        NeededAcl.transactionalId(internal, WRITE, name + ": exactly-once transactions")
            .prefixed());
    needs.add(NeededAcl.topic(internal, CREATE, name + ": internal topics").prefixed());
    needs.add(NeededAcl.topic(internal, READ, name + ": restore state").prefixed());
    needs.add(NeededAcl.topic(internal, WRITE, name + ": keep state").prefixed());
    if (repartitions(topology)) {
      needs.add(
          NeededAcl.topic(internal, DELETE, name + ": purge what was repartitioned").prefixed());
    }
  }

  private boolean repartitions(TopologyName topology) {
    return topology != TopologyName.SEQUENCES || settings.sequences().rekey();
  }

  private List<String> sources(TopologyName topology) {
    return switch (topology) {
      case SEQUENCES -> List.of(names.interactions(), names.userDeletions());
      case TRANSITIONS, POPULARITY -> List.of(names.acceptedInteractions());
      case PREQUENTIAL -> List.of(names.acceptedInteractions(), names.recommendations());
    };
  }

  private List<String> lookedUp(TopologyName topology) {
    return switch (topology) {
      case SEQUENCES, PREQUENTIAL -> List.of(names.items());
      case TRANSITIONS, POPULARITY -> List.of();
    };
  }

  private List<String> sinks(TopologyName topology) {
    return switch (topology) {
      case SEQUENCES ->
          List.of(names.userSequences(), names.acceptedInteractions(), names.trainingExamples());
      case TRANSITIONS -> List.of(names.itemTransitions());
      case POPULARITY -> List.of(names.itemPopularity());
      case PREQUENTIAL -> List.of(names.onlineMetrics());
    };
  }
}
