package dev.millrace.streams;

import dev.millrace.contract.Topics;
import dev.millrace.contract.trace.Tracing;
import dev.millrace.streams.popularity.PopularityTopology;
import dev.millrace.streams.prequential.JudgementListener;
import dev.millrace.streams.prequential.PrequentialTopology;
import dev.millrace.streams.sequence.SequencesTopology;
import dev.millrace.streams.transition.TransitionsTopology;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** Makes each topology from its settings. */
public final class Topologies {

  private final Topics topics;
  private final StreamsSettings settings;
  private final Observers observers;

  /**
   * @param topics where they read and write
   * @param settings parameters of all
   */
  public Topologies(Topics topics, StreamsSettings settings) {
    this(topics, settings, new Observers(JudgementListener.NONE, Tracing.off()));
  }

  /**
   * @param topics where they read and write
   * @param settings parameters of all
   * @param observers who hear of what happens
   */
  Topologies(Topics topics, StreamsSettings settings, Observers observers) {
    this.topics = topics;
    this.settings = settings;
    this.observers = observers;
  }

  /**
   * Who hear of what happens, and change nothing of it.
   *
   * @param judgements hears of every judgement
   * @param tracing makes spans
   */
  record Observers(JudgementListener judgements, Tracing tracing) {}

  /**
   * @param name which topology
   * @param properties its properties, as {@link StreamsProperties} makes them
   */
  public Topology build(TopologyName name, Properties properties) {
    return supplier(name, new StreamsConfig(properties)).get();
  }

  private Supplier<Topology> supplier(TopologyName name, StreamsConfig config) {
    return switch (name) {
      case SEQUENCES ->
          new SequencesTopology(
              topics,
              new SequencesTopology.Parameters(
                  settings.sequences(), settings.transitions().window(), observers.tracing()),
              config);
      case TRANSITIONS -> new TransitionsTopology(topics, settings.transitions(), config);
      case POPULARITY -> new PopularityTopology(topics, settings.popularity(), config);
      case PREQUENTIAL ->
          new PrequentialTopology(
              topics,
              new PrequentialTopology.Parameters(settings.prequential(), observers.judgements()),
              config);
    };
  }
}
