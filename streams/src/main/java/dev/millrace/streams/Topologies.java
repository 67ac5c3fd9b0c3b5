package dev.millrace.streams;

import dev.millrace.contract.Topics;
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
  private final JudgementListener judgements;

  /**
   * @param topics where they read and write
   * @param settings parameters of all
   */
  public Topologies(Topics topics, StreamsSettings settings) {
    this(topics, settings, JudgementListener.NONE);
  }

  /**
   * @param topics where they read and write
   * @param settings parameters of all
   * @param judgements hears of every judgement
   */
  Topologies(Topics topics, StreamsSettings settings, JudgementListener judgements) {
    this.topics = topics;
    this.settings = settings;
    this.judgements = judgements;
  }

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
                  settings.sequences(), settings.transitions().window()),
              config);
      case TRANSITIONS -> new TransitionsTopology(topics, settings.transitions(), config);
      case POPULARITY -> new PopularityTopology(topics, settings.popularity(), config);
      case PREQUENTIAL ->
          new PrequentialTopology(
              topics,
              new PrequentialTopology.Parameters(settings.prequential(), judgements),
              config);
    };
  }
}
