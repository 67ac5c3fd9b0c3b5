package dev.millrace.streams;

import dev.millrace.avro.Interaction;
import dev.millrace.contract.HitRule;
import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.Topics;
import dev.millrace.contract.registry.InMemorySchemaRegistry;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.AvroSerdes;
import dev.millrace.contract.trace.Tracing;
import dev.millrace.streams.internal.DeadLetterHandler;
import dev.millrace.streams.prequential.JudgementListener;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/** Runs one topology with its production topics, serdes and properties, but without a broker. */
public final class TopologyFixture implements AutoCloseable {

  /** When interactions of these tests happen and arrive, unless they say otherwise. */
  public static final long NOW = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

  private final RocksDbMemory memory = new RocksDbMemory(16L << 20);
  private final Topics topics;
  private final TopologyTestDriver driver;

  private TopologyFixture(
      TopologyName name, StreamsSettings settings, Topologies.Observers observers) {
    topics =
        Topics.of(
            TopicNames.defaults(),
            new AvroSerdes(new InMemorySchemaRegistry(), AvroSerdeSettings.defaults()));
    StreamsProperties.Sources sources =
        new StreamsProperties.Sources(
            topics.interactions().name(), topics.acceptedInteractions().name());
    Properties properties = new StreamsProperties(settings, sources, memory).of(name);
    properties.put(DeadLetterHandler.TRACING, observers.tracing());
    driver =
        new TopologyTestDriver(
            new Topologies(topics, settings, observers).build(name, properties),
            properties,
            Instant.ofEpochMilli(NOW));
  }

  /** The topology with the reference configuration, changed as a test needs. */
  public static TopologyFixture of(
      TopologyName name, Path directory, UnaryOperator<StreamsSettings> change) {
    return new TopologyFixture(
        name,
        change.apply(settings(directory)),
        new Topologies.Observers(JudgementListener.NONE, Tracing.off()));
  }

  /** The sequences topology, changed as a test needs, with spans. */
  public static TopologyFixture traced(
      Path directory, UnaryOperator<StreamsSettings> change, Tracing tracing) {
    return new TopologyFixture(
        TopologyName.SEQUENCES,
        change.apply(settings(directory)),
        new Topologies.Observers(JudgementListener.NONE, tracing));
  }

  /** The prequential topology with the reference configuration, and somebody who listens. */
  public static TopologyFixture judging(Path directory, JudgementListener judgements) {
    return new TopologyFixture(
        TopologyName.PREQUENTIAL,
        settings(directory),
        new Topologies.Observers(judgements, Tracing.off()));
  }

  /** The prequential topology with another rule for hits. */
  public static TopologyFixture judging(Path directory, HitRule hits) {
    return of(
        TopologyName.PREQUENTIAL,
        directory,
        settings -> settings.withPrequential(settings.prequential().with(hits)));
  }

  private static StreamsSettings settings(Path directory) {
    // The driver makes one task of the whole topology, so the inputs would wait for their outputs.
    Map<String, String> kafka =
        Map.of(
            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1",
            StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, "0");
    return StreamsSettings.defaults(directory, kafka);
  }

  /** The topology with the reference configuration. */
  public static TopologyFixture of(TopologyName name, Path directory) {
    return of(name, directory, UnaryOperator.identity());
  }

  /** Lets the time pass after which what waits is sent on: packets, then rows. */
  public void letTimePass() {
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    driver.advanceWallClockTime(Duration.ofSeconds(1));
  }

  public Topics topics() {
    return topics;
  }

  public TopologyTestDriver driver() {
    return driver;
  }

  public <V> TestInputTopic<String, V> input(Topic<String, V> topic) {
    return driver.createInputTopic(
        topic.name(), topic.keys().serializer(), topic.values().serializer());
  }

  public <V> TestOutputTopic<String, V> output(Topic<String, V> topic) {
    return driver.createOutputTopic(
        topic.name(), topic.keys().deserializer(), topic.values().deserializer());
  }

  public TestInputTopic<byte[], byte[]> rawInput(String topic) {
    return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
  }

  public TestOutputTopic<byte[], byte[]> rawOutput(String topic) {
    return driver.createOutputTopic(
        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** A click of user {@code u1}, so many seconds from {@link #NOW}. */
  public static Interaction click(String eventId, String itemId, long seconds) {
    return new Interaction(eventId, "u1", itemId, "click", null, NOW + seconds * 1_000);
  }

  @Override
  public void close() {
    driver.close();
    memory.close();
  }
}
