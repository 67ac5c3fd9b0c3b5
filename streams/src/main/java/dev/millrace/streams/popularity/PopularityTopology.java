package dev.millrace.streams.popularity;

import dev.millrace.avro.AcceptedInteraction;
import dev.millrace.avro.ItemPopularity;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.streams.decay.ForwardDecay;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Counts how often every item is taken, fading with event time, for users nothing is known of. */
public final class PopularityTopology implements Supplier<Topology> {

  /** The store of the counts. */
  public static final String COUNTS = "item-counts";

  private final Topics topics;
  private final ForwardDecay decay;
  private final StreamsConfig config;

  /**
   * @param topics where to read and write
   * @param settings how counts fade
   * @param config the application's configuration
   */
  public PopularityTopology(Topics topics, PopularitySettings settings, StreamsConfig config) {
    this.topics = topics;
    this.decay = new ForwardDecay(settings.halfLife());
    this.config = config;
  }

  @Override
  public Topology get() {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
    Topic<String, AcceptedInteraction> accepted = topics.acceptedInteractions();
    Topic<String, ItemPopularity> popularity = topics.itemPopularity();
    builder.stream(
            accepted.name(),
            Consumed.with(accepted.keys(), accepted.values())
                .withName("read-accepted-interactions"))
        .filter((userId, interaction) -> interaction.getExtendsSequence(), Named.as("only-taken"))
        .map(
            (userId, interaction) ->
                KeyValue.pair(interaction.getItemId(), interaction.getTimestamp()),
            Named.as("key-by-item"))
        .groupByKey(Grouped.with("interactions-by-item", Serdes.String(), Serdes.Long()))
        .aggregate(
            () -> null,
            (itemId, timestamp, count) -> counted(count, timestamp),
            Named.as("count-per-item"),
            store())
        .toStream(Named.as("changed-counts"))
        .mapValues(this::toRecord, Named.as("decay-to-newest"))
        .to(
            popularity.name(),
            Produced.with(popularity.keys(), popularity.values()).withName("emit-item-popularity"));
    return builder.build();
  }

  private static Materialized<String, DecayedCount, KeyValueStore<Bytes, byte[]>> store() {
    return Materialized.<String, DecayedCount, KeyValueStore<Bytes, byte[]>>as(COUNTS)
        .withKeySerde(Serdes.String())
        .withValueSerde(DecayedCount.serde())
        .withCachingEnabled();
  }

  private DecayedCount counted(@Nullable DecayedCount count, long timestamp) {
    DecayedCount before = count == null ? DecayedCount.none(timestamp, decay) : count;
    return before.plusOneAt(timestamp, decay);
  }

  private ItemPopularity toRecord(String itemId, DecayedCount count) {
    return new ItemPopularity(itemId, count.decayed(decay), count.asOf());
  }
}
