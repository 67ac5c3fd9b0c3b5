package dev.millrace.streams.popularity;

import dev.millrace.avro.AcceptedInteraction;
import dev.millrace.avro.ItemPopularity;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.contract.serde.PartialReads;
import dev.millrace.streams.internal.ByteWriter;
import dev.millrace.streams.packets.KeyedChange;
import dev.millrace.streams.packets.PacketedSum;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/** Counts how often every item is taken, fading with event time, for users nothing is known of. */
public final class PopularityTopology implements Supplier<Topology> {

  private final Topics topics;
  private final PacketedSum<ItemPopularity> sum;
  private final StreamsConfig config;

  /**
   * @param topics where to read and write
   * @param settings how counts fade
   * @param config the application's configuration
   */
  public PopularityTopology(Topics topics, PopularitySettings settings, StreamsConfig config) {
    this.topics = topics;
    this.sum = new PacketedSum<>("item-count", PopularityTopology::taken, new CountRules(settings));
    this.config = config;
  }

  @Override
  public Topology get() {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
    Topic<String, AcceptedInteraction> accepted =
        PartialReads.without(topics.acceptedInteractions(), Set.of("transitions"));
    Topic<String, ItemPopularity> popularity = topics.itemPopularity();
    sum.of(
            builder.stream(
                accepted.name(),
                Consumed.with(accepted.keys(), accepted.values())
                    .withName("read-accepted-interactions")))
        .to(
            popularity.name(),
            Produced.with(popularity.keys(), popularity.values()).withName("emit-item-popularity"));
    return builder.build();
  }

  private static List<KeyedChange> taken(AcceptedInteraction interaction) {
    if (!interaction.getExtendsSequence()) {
      return List.of();
    }
    ByteWriter timestamp = new ByteWriter(Long.BYTES);
    timestamp.writeLong(interaction.getTimestamp());
    return List.of(new KeyedChange(interaction.getItemId(), timestamp.toByteArray()));
  }
}
