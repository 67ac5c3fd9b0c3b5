package dev.millrace.serving;

import dev.millrace.contract.freshness.FreshnessStage;
import dev.millrace.contract.freshness.FreshnessTimers;
import dev.millrace.contract.metrics.JvmMetrics;
import dev.millrace.contract.trace.Tracing;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** All figures of serving, of its Kafka clients and of the JVM, in Prometheus' format. */
final class ServingMetrics implements AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<AutoCloseable> bound = new ArrayList<>();
  private @Nullable KafkaClientMetrics ofProducer;
  private volatile BatchCounts total = BatchCounts.none();
  private final Timer scoring = timer("scoring", "Time to make one list");
  private final RefinementMetrics refinement;
  private final FreshnessTimers freshness;

  ServingMetrics(Clock clock) {
    this.freshness =
        new FreshnessTimers(
            registry,
            clock,
            List.of(
                FreshnessStage.SEQUENCE,
                FreshnessStage.TRANSITIONS,
                FreshnessStage.INSTANT,
                FreshnessStage.REFINED));
    this.refinement = new RefinementMetrics(registry);
    counter("sequences.read", "Versions of sequences read", BatchCounts::sequences);
    counter("sequences.coalesced", "Those that a newer one made needless", BatchCounts::coalesced);
    counter("lists.emitted", "Lists written for changed sequences", BatchCounts::lists);
    counter("lists.unchanged", "Lists equal to the last one, not written", BatchCounts::unchanged);
    counter("requests.answered", "Requests answered", BatchCounts::answers);
    counter("users.forgotten", "Users forgotten", BatchCounts::tombstones);
    counter("dead.letters", "Records that could not be used", BatchCounts::deadLetters);
    bound.add(new JvmMetrics(registry));
  }

  /** Everything, as Prometheus reads it. */
  String scrape() {
    return registry.scrape();
  }

  void bind(Consumer<?, ?> consumer) {
    bind(new KafkaClientMetrics(consumer));
  }

  /** Shows a producer in place of the one before, which it replaces. */
  void bind(Producer<?, ?> producer) {
    KafkaClientMetrics replaced = ofProducer;
    if (replaced != null) {
      bound.remove(replaced);
      replaced.close();
    }
    ofProducer = new KafkaClientMetrics(producer);
    bind(ofProducer);
  }

  /** Shows what the serving thread publishes. */
  void observe(ServingLoop loop) {
    gauge("lag", "Records still to be read", loop, it -> it.snapshot().lag());
    gauge("users", "Users held", loop, it -> it.snapshot().users());
    gauge("partitions", "Partitions served", loop, it -> it.snapshot().partitions().size());
    gauge("ready", "1 when ready", loop, it -> it.snapshot().notReady().isEmpty() ? 1 : 0);
  }

  /** Shows which spans are lost. */
  void observe(Tracing tracing) {
    FunctionCounter.builder("millrace.serving.spans.dropped", tracing, Tracing::dropped)
        .description("Spans that no collector has taken")
        .register(registry);
  }

  MadeList timeScoring(Supplier<MadeList> making) {
    long start = System.nanoTime();
    MadeList made = making.get();
    scoring.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    return made;
  }

  /** Counts a batch that has been committed. */
  void committed(Batch batch) {
    total = total.plus(batch.counts());
    batch.arrivals().forEach(arrival -> freshness.reached(arrival.stage(), arrival.arrivedAt()));
    long nowNanos = System.nanoTime();
    batch.refined().forEach(job -> refinement.committed(job, nowNanos));
  }

  /** Figures of the refined lane. */
  RefinementMetrics refinement() {
    return refinement;
  }

  /** Counts what came of the catalogue and the model. */
  void takenIn(CatalogueLoader.Intake intake) {
    total = total.plus(BatchCounts.deadLetters(intake.putAside()));
    intake
        .transitions()
        .forEach(arrivedAt -> freshness.reached(FreshnessStage.TRANSITIONS, arrivedAt));
  }

  /** How long interactions take to come to serving and through it. */
  FreshnessTimers freshness() {
    return freshness;
  }

  ServingStats stats(LoopSnapshot snapshot) {
    BatchCounts counts = total;
    return new ServingStats(
        counts.sequences(),
        counts.lists(),
        counts.unchanged(),
        counts.coalesced(),
        counts.answers(),
        counts.tombstones(),
        counts.deadLetters(),
        snapshot.lag(),
        snapshot.users(),
        refinement.stats());
  }

  @Override
  public void close() {
    for (AutoCloseable binder : bound) {
      try {
        binder.close();
      } catch (Exception e) {
        throw new IllegalStateException("Metrics could not be closed", e);
      }
    }
    registry.close();
  }

  private void bind(KafkaClientMetrics metrics) {
    metrics.bindTo(registry);
    bound.add(metrics);
  }

  private void counter(String name, String description, ToDoubleFunction<BatchCounts> count) {
    FunctionCounter.builder("millrace.serving." + name, this, it -> count.applyAsDouble(it.total))
        .description(description)
        .register(registry);
  }

  private Timer timer(String name, String description) {
    return Timer.builder("millrace.serving." + name)
        .description(description)
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofNanos(1_000))
        .maximumExpectedValue(Duration.ofSeconds(30))
        .register(registry);
  }

  private void gauge(
      String name, String description, ServingLoop loop, ToDoubleFunction<ServingLoop> value) {
    Gauge.builder("millrace.serving." + name, loop, value)
        .description(description)
        .strongReference(true)
        .register(registry);
  }
}
