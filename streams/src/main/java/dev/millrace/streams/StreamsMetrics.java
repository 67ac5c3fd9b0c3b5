package dev.millrace.streams;

import dev.millrace.contract.metrics.JvmMetrics;
import dev.millrace.contract.trace.Tracing;
import dev.millrace.streams.prequential.JudgementListener;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.streams.KafkaStreams;

/**
 * All figures of the streams, of Kafka Streams itself and of the JVM, in Prometheus' format. Any
 * thread may read them.
 */
final class StreamsMetrics implements AutoCloseable {

  private static final String PREFIX = "millrace.streams.";
  private static final String TOPOLOGY = "topology";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmMetrics jvm = new JvmMetrics(registry);
  private final JudgementListener judgements = new JudgementCounters(registry);
  private final List<KafkaStreamsMetrics> bound = new CopyOnWriteArrayList<>();
  private final Map<TopologyName, RestoreProgress> restoring = new EnumMap<>(TopologyName.class);
  private final Map<TopologyName, LongAdder> deadLetters = new EnumMap<>(TopologyName.class);

  /** Everything, as Prometheus reads it. */
  String scrape() {
    return registry.scrape();
  }

  /** Takes note of what a topology reads again. */
  RestoreProgress restoring(TopologyName name) {
    return restoring.computeIfAbsent(name, first -> new RestoreProgress());
  }

  /** Counts the dead letters of a topology. */
  LongAdder deadLetters(TopologyName name) {
    return deadLetters.computeIfAbsent(name, first -> new LongAdder());
  }

  /** Counts judgements. */
  JudgementListener judgements() {
    return judgements;
  }

  /**
   * Shows a topology.
   *
   * @param streams stays the caller's, and is held by it
   */
  void observe(TopologyName name, KafkaStreams streams) {
    Tags tags = Tags.of(TOPOLOGY, name.text());
    Gauge.builder(PREFIX + "running", streams, StreamsMetrics::running)
        .description(
            "1 when the topology runs, 0 while it starts, rebalances or restores, or ended")
        .tags(tags)
        .register(registry);
    Gauge.builder(PREFIX + "lag", streams, it -> ConsumerMetrics.lag(it.metrics()))
        .description("Records still to be read")
        .tags(tags)
        .register(registry);
    counter("records", streams, it -> ConsumerMetrics.consumed(it.metrics()), tags)
        .description("Records read")
        .register(registry);
    observe(restoring(name), tags);
    counter("dead.letters", deadLetters(name), LongAdder::doubleValue, tags)
        .description("Records that could not be read or processed")
        .register(registry);
    KafkaStreamsMetrics kafka = new KafkaStreamsMetrics(streams, tags);
    kafka.bindTo(registry);
    bound.add(kafka);
  }

  /** Shows which spans are lost. */
  void observe(Tracing tracing) {
    counter("spans.dropped", tracing, Tracing::dropped, Tags.empty())
        .description("Spans that no collector has taken")
        .register(registry);
  }

  private void observe(RestoreProgress progress, Tags tags) {
    Gauge.builder(PREFIX + "restore.remaining", progress, RestoreProgress::remaining)
        .description("Offsets of the state still to be read again")
        .tags(tags)
        .register(registry);
    counter("restored", progress, RestoreProgress::records, tags)
        .description("Records of the state read again")
        .register(registry);
  }

  private static double running(KafkaStreams streams) {
    return streams.state() == KafkaStreams.State.RUNNING ? 1 : 0;
  }

  private static <T> FunctionCounter.Builder<T> counter(
      String name, T subject, ToDoubleFunction<T> value, Tags tags) {
    return FunctionCounter.builder(PREFIX + name, subject, value).tags(tags);
  }

  @Override
  public void close() {
    bound.forEach(KafkaStreamsMetrics::close);
    jvm.close();
    registry.close();
  }
}
