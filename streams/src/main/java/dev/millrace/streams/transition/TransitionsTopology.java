package dev.millrace.streams.transition;

import dev.millrace.avro.AcceptedInteraction;
import dev.millrace.avro.ItemTransitions;
import dev.millrace.avro.TransitionChange;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.streams.packets.KeyedChange;
import dev.millrace.streams.packets.PacketedSum;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * Sums the transition changes of accepted interactions into a row per item. Changes cross the
 * internal topic in packets, and a row is emitted every two seconds however often it changed.
 */
public final class TransitionsTopology implements Supplier<Topology> {

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
    sum()
        .of(
            builder.stream(
                accepted.name(),
                Consumed.with(accepted.keys(), accepted.values())
                    .withName("read-accepted-interactions")))
        .to(
            rows.name(),
            Produced.with(rows.keys(), rows.values()).withName("emit-item-transitions"));
    return builder.build();
  }

  private PacketedSum<ItemTransitions> sum() {
    return new PacketedSum<>("item-transition", TransitionsTopology::changes, model);
  }

  private static List<KeyedChange> changes(AcceptedInteraction interaction) {
    List<KeyedChange> changes = new ArrayList<>(interaction.getTransitions().size());
    for (TransitionChange change : interaction.getTransitions()) {
      changes.add(new KeyedChange(change.getFromItemId(), RowChange.of(change).bytes()));
    }
    return changes;
  }
}
