package dev.millrace.streams.sequence;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.UserDeletion;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.contract.trace.Tracing;
import dev.millrace.streams.internal.RecordSpans;
import dev.millrace.streams.internal.SourceRecord;
import dev.millrace.streams.internal.SourceSerde;
import dev.millrace.streams.internal.Suppliers;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Turns interactions into user sequences, training examples and accepted interactions, and forgets
 * users on request.
 */
public final class SequencesTopology implements Supplier<Topology> {

  private static final String READ_INTERACTIONS = "read-interactions";
  private static final String VALIDATE = "validate-interaction";
  private static final String ACCEPT = "accept-interaction";
  private static final String FORGET = "forget-user";

  private final Topics topics;
  private final SequenceSettings settings;
  private final int window;
  private final Tracing tracing;
  private final StreamsConfig config;

  /**
   * @param topics where to read and write
   * @param parameters how sequences are kept, and how far transitions reach
   * @param config the application's configuration
   */
  public SequencesTopology(Topics topics, Parameters parameters, StreamsConfig config) {
    this.topics = topics;
    this.settings = parameters.settings();
    this.window = parameters.window();
    this.tracing = parameters.tracing();
    this.config = config;
  }

  /**
   * @param settings how sequences are kept
   * @param window most positions between the items of a transition (W)
   * @param tracing makes spans
   */
  public record Parameters(SequenceSettings settings, int window, Tracing tracing) {}

  @Override
  public Topology get() {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
    KnownItems.addTo(builder, topics.items().name());
    Set<StoreBuilder<?>> stores = new UserStates().builders();
    RecordSpans spans = new RecordSpans(tracing, topics.interactions().name());
    interactions(builder)
        .process(
            Suppliers.of(() -> new AcceptInteraction(settings, window, spans), stores),
            Named.as(ACCEPT));
    deletions(builder)
        .process(
            Suppliers.of(() -> new ForgetUser(settings, window, spans), stores), Named.as(FORGET));
    Topology topology = builder.build();
    addSink(topology, Sinks.SEQUENCES, topics.userSequences(), ACCEPT, FORGET);
    addSink(topology, Sinks.ACCEPTED, topics.acceptedInteractions(), ACCEPT);
    addSink(topology, Sinks.EXAMPLES, topics.trainingExamples(), ACCEPT);
    return topology;
  }

  private KStream<String, Interaction> interactions(StreamsBuilder builder) {
    return settings.rekey() ? rekeyed(builder) : keyedByUser(builder);
  }

  private KStream<String, Interaction> keyedByUser(StreamsBuilder builder) {
    Topic<String, Interaction> topic = topics.interactions();
    return builder.stream(
            topic.name(), Consumed.with(topic.keys(), topic.values()).withName(READ_INTERACTIONS))
        .process(() -> new ValidateInteraction(settings), Named.as(VALIDATE));
  }

  private KStream<String, Interaction> rekeyed(StreamsBuilder builder) {
    Topic<String, Interaction> topic = topics.interactions();
    SourceSerde<Interaction> values = new SourceSerde<>(topic);
    return builder.stream(
            topic.name(), Consumed.with(Serdes.ByteArray(), values).withName(READ_INTERACTIONS))
        .process(() -> new RekeyInteraction(settings), Named.as(VALIDATE))
        .repartition(
            Repartitioned.<String, SourceRecord<Interaction>>as("interactions-by-user")
                .withKeySerde(topic.keys())
                .withValueSerde(values))
        .mapValues(SourceRecord::value, Named.as("unwrap-interaction"));
  }

  private KStream<String, UserDeletion> deletions(StreamsBuilder builder) {
    Topic<String, UserDeletion> topic = topics.userDeletions();
    return builder.stream(
        topic.name(), Consumed.with(topic.keys(), topic.values()).withName("read-user-deletions"));
  }

  private static <V> void addSink(
      Topology topology, String name, Topic<String, V> topic, String... parents) {
    topology.addSink(
        name, topic.name(), topic.keys().serializer(), topic.values().serializer(), parents);
  }
}
