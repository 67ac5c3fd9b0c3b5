package dev.millrace.streams.transition;

import dev.millrace.avro.AcceptedInteraction;
import dev.millrace.avro.ItemTransitions;
import dev.millrace.avro.TransitionChange;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import java.util.ArrayList;
import java.util.List;
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

/**
 * Sums the transition changes of accepted interactions into a row per item, and emits a row when
 * the cache is flushed: once a commit, however often it changed.
 */
public final class TransitionsTopology implements Supplier<Topology> {

  /** The store of the rows. */
  public static final String ROWS = "item-transition-rows";

  private final Topics topics;
  private final TransitionModel model;
  private final StreamsConfig config;

  /**
   * @param topics where to read and write
   * @param settings parameters of the model
   * @param config the application's configuration
   */
  public TransitionsTopology(Topics topics, TransitionSettings settings, StreamsConfig config) {
    this.topics = topics;
    this.model = new TransitionModel(settings);
    this.config = config;
  }

  @Override
  public Topology get() {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
    Topic<String, AcceptedInteraction> accepted = topics.acceptedInteractions();
    Topic<String, ItemTransitions> rows = topics.itemTransitions();
    builder.stream(
            accepted.name(),
            Consumed.with(accepted.keys(), accepted.values())
                .withName("read-accepted-interactions"))
        .flatMap((userId, interaction) -> changes(interaction), Named.as("key-by-earlier-item"))
        .groupByKey(Grouped.with("transition-changes", Serdes.String(), Serdes.ByteArray()))
        .aggregate(
            () -> null,
            (itemId, change, row) -> model.apply(row, new RowChange(change)),
            Named.as("sum-transitions"),
            store())
        .toStream(Named.as("changed-rows"))
        .mapValues(
            (itemId, row) -> row == null ? null : model.toRecord(itemId, row),
            Named.as("decay-to-newest"))
        .to(
            rows.name(),
            Produced.with(rows.keys(), rows.values()).withName("emit-item-transitions"));
    return builder.build();
  }

  private static Materialized<String, byte[], KeyValueStore<Bytes, byte[]>> store() {
    return Materialized.<String, byte[], KeyValueStore<Bytes, byte[]>>as(ROWS)
        .withKeySerde(Serdes.String())
        .withValueSerde(Serdes.ByteArray())
        .withCachingEnabled();
  }

  private static List<KeyValue<String, byte[]>> changes(AcceptedInteraction interaction) {
    List<KeyValue<String, byte[]>> changes = new ArrayList<>(interaction.getTransitions().size());
    for (TransitionChange change : interaction.getTransitions()) {
      changes.add(KeyValue.pair(change.getFromItemId(), RowChange.of(change).bytes()));
    }
    return changes;
  }
}
