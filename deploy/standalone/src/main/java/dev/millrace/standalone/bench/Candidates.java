package dev.millrace.standalone.bench;

import dev.millrace.avro.UserSequence;
import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.Topics;
import dev.millrace.streams.RocksDbMemory;
import dev.millrace.streams.StreamsApplication;
import dev.millrace.streams.StreamsProperties;
import dev.millrace.streams.StreamsSettings;
import dev.millrace.streams.TopologyName;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * What is compared. All run with the properties of the application's own sequences topology:
 * exactly-once, commit interval, caches, bounded RocksDB.
 */
final class Candidates {

  private final Workbench workbench;
  private final Topics input;
  private final BenchSettings settings;

  /**
   * @param input topics that hold the interactions and the catalogue
   */
  Candidates(Workbench workbench, Topics input, BenchSettings settings) {
    this.workbench = workbench;
    this.input = input;
    this.settings = settings;
  }

  Candidate passThrough(String run) {
    String id = "bench-pass-through-" + run;
    var sink = workbench.createTopic(input.interactions(), id, settings.partitions());
    return plain(
        "pass-through",
        id,
        properties -> new PassThroughTopology(input.interactions(), sink, properties).get());
  }

  /** The baseline: like the application, it writes every change. */
  Candidate plainAggregate(String run) {
    return aggregate("plain \"last N per user\" aggregate", "bench-last-n-" + run, false);
  }

  /**
   * The same with the record cache: of a user's changes between two commits only the last is
   * written.
   */
  Candidate coalescingAggregate(String run) {
    return aggregate("  the same, coalescing in its cache", "bench-coalescing-" + run, true);
  }

  private Candidate aggregate(String name, String id, boolean cached) {
    Topic<String, UserSequence> sink =
        workbench.createTopic(input.userSequences(), id, settings.partitions());
    PlainAggregateTopology.Shape shape =
        new PlainAggregateTopology.Shape(streamsSettings(id).sequences().length(), cached);
    return plain(
        name,
        id,
        properties ->
            new PlainAggregateTopology(input.interactions(), sink, shape, properties).get());
  }

  Candidate application(String run) {
    String prefix = "bench-application-" + run;
    Topics output = workbench.createTopics(outputNames(prefix + "-"), settings.partitions());
    StreamsSettings streams = streamsSettings(prefix);
    List<String> groups = Arrays.stream(TopologyName.values()).map(streams::applicationId).toList();
    return new Candidate("the whole application", prefix, groups, () -> start(streams, output));
  }

  private Candidate.Running start(StreamsSettings streams, Topics output) {
    StreamsApplication application =
        new StreamsApplication(streams, output, EnumSet.allOf(TopologyName.class));
    application.start();
    return application::close;
  }

  private Candidate plain(String name, String id, Function<Properties, Topology> topology) {
    return new Candidate(name, id, List.of(id), () -> start(id, topology));
  }

  private Candidate.Running start(String id, Function<Properties, Topology> topology) {
    StreamsSettings streams = streamsSettings(id);
    RocksDbMemory memory = new RocksDbMemory(streams.resources().rocksDbBytes());
    Properties properties =
        new StreamsProperties(
                streams,
                new StreamsProperties.Sources(
                    input.interactions().name(), input.acceptedInteractions().name()),
                memory)
            .of(TopologyName.SEQUENCES);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, id);
    properties.remove(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG);
    KafkaStreams running = new KafkaStreams(topology.apply(properties), properties);
    running.start();
    return () -> {
      running.close();
      memory.close();
    };
  }

  private StreamsSettings streamsSettings(String prefix) {
    return StreamsSettings.defaults(workbench.stateFolder(prefix), workbench.kafka())
        .withPrefix(prefix);
  }

  /** The input's interactions and catalogue, everything else new. */
  private TopicNames outputNames(String prefix) {
    TopicNames fresh = TopicNames.withPrefix(prefix);
    return new TopicNames(
        input.interactions().name(),
        input.items().name(),
        fresh.userSequences(),
        fresh.acceptedInteractions(),
        fresh.trainingExamples(),
        fresh.itemTransitions(),
        fresh.itemPopularity(),
        fresh.recommendations(),
        fresh.recommendationRequests(),
        fresh.onlineMetrics(),
        fresh.userDeletions(),
        fresh.checkpoints());
  }
}
