package dev.millrace.streams.prequential;

import dev.millrace.avro.AcceptedInteraction;
import dev.millrace.avro.OnlineMetrics;
import dev.millrace.avro.Recommendation;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.contract.serde.PartialReads;
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
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * Judges served lists by what their users take next, test-then-train: HR@K, NDCG@K, MRR, coverage
 * and latency per model and window.
 */
public final class PrequentialTopology implements Supplier<Topology> {

  private static final Set<String> ALL_OF_AN_ITEM_BUT_ITS_ID =
      Set.of("items.score", "items.source", "items.becauseItemId", "items.reason");

  private final Topics topics;
  private final PrequentialSettings settings;
  private final JudgementListener judgements;
  private final StreamsConfig config;

  /**
   * @param topics where to read and write
   * @param parameters K and the windows, and who hears of judgements
   * @param config the application's configuration
   */
  public PrequentialTopology(Topics topics, Parameters parameters, StreamsConfig config) {
    this.topics = topics;
    this.settings = parameters.settings();
    this.judgements = parameters.judgements();
    this.config = config;
  }

  /**
   * @param settings K and the windows
   * @param judgements hears of every judgement
   */
  public record Parameters(PrequentialSettings settings, JudgementListener judgements) {}

  @Override
  public Topology get() {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
    TitledItems.addTo(builder, topics.items());
    Topic<String, OnlineMetrics> metrics = topics.onlineMetrics();
    taken(builder)
        .merge(shown(builder), Named.as("everything-of-a-user"))
        .process(
            Suppliers.of(() -> new JudgeLists(settings, judgements), JudgeLists.stores()),
            Named.as("judge-lists"))
        .repartition(
            Repartitioned.<String, Partial>as("partials-by-model")
                .withKeySerde(Serdes.String())
                .withValueSerde(Partial.serde()))
        .process(
            Suppliers.of(() -> new MergePartials(settings), MergePartials.stores()),
            Named.as("merge-partials"))
        .to(
            metrics.name(),
            Produced.with(metrics.keys(), metrics.values()).withName("emit-online-metrics"));
    return builder.build();
  }

  private KStream<String, UserEvent> taken(StreamsBuilder builder) {
    Topic<String, AcceptedInteraction> topic =
        PartialReads.without(topics.acceptedInteractions(), Set.of("transitions"));
    return builder.stream(
            topic.name(),
            Consumed.with(topic.keys(), topic.values()).withName("read-accepted-interactions"))
        .mapValues(interaction -> (UserEvent) new UserEvent.Taken(interaction), Named.as("taken"));
  }

  private KStream<String, UserEvent> shown(StreamsBuilder builder) {
    Topic<String, Recommendation> topic =
        PartialReads.without(topics.recommendations(), ALL_OF_AN_ITEM_BUT_ITS_ID);
    return builder.stream(
            topic.name(),
            Consumed.with(topic.keys(), topic.values()).withName("read-recommendations"))
        .mapValues(
            recommendation -> (UserEvent) new UserEvent.Shown(recommendation), Named.as("shown"));
  }
}
