package dev.millrace.streams;

import dev.millrace.contract.TopicNames;
import dev.millrace.contract.Topics;
import dev.millrace.contract.registry.InMemorySchemaRegistry;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.AvroSerdes;
import java.util.Properties;
import org.apache.kafka.streams.TopologyDescription;

/** What the topologies look like, as Kafka Streams describes them; needs no broker. */
public final class TopologyDescriptions {

  private static final long LITTLE_MEMORY = 1L << 20;

  private TopologyDescriptions() {}

  /**
   * @param settings may change what a topology looks like
   * @param name which topology
   * @return {@code Topology.describe()}, with the default topic names
   */
  public static TopologyDescription of(StreamsSettings settings, TopologyName name) {
    Topics topics =
        Topics.of(
            TopicNames.defaults(),
            new AvroSerdes(new InMemorySchemaRegistry(), AvroSerdeSettings.defaults()));
    StreamsProperties.Sources sources =
        new StreamsProperties.Sources(
            topics.interactions().name(), topics.acceptedInteractions().name());
    try (RocksDbMemory memory = new RocksDbMemory(LITTLE_MEMORY)) {
      Properties properties = new StreamsProperties(settings, sources, memory).of(name);
      return new Topologies(topics, settings).build(name, properties).describe();
    }
  }
}
