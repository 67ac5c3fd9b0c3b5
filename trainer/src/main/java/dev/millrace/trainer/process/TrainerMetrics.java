package dev.millrace.trainer.process;

import dev.millrace.avro.CheckpointState;
import dev.millrace.contract.freshness.FreshnessStage;
import dev.millrace.contract.freshness.FreshnessTimers;
import dev.millrace.contract.metrics.JvmMetrics;
import dev.millrace.trainer.learning.StepReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** All figures of the trainer and of the JVM, in Prometheus' format. Any thread may read them. */
final class TrainerMetrics implements AutoCloseable {

  private static final String PREFIX = "millrace.trainer.";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<String, Double> gauges = new ConcurrentHashMap<>();
  private final Counter examples = counter("examples", "New examples learned from");
  private final Counter steps = counter("steps", "Steps taken");
  private final Counter skipped = counter("steps.skipped", "Steps left out, not finite");
  private final Counter passedOver =
      counter(
          "examples.passed.over", "Examples whose target has no title, or whose user is forgotten");
  private final Counter forgotten = counter("users.forgotten", "Users who asked to be forgotten");
  private final FreshnessTimers freshness =
      new FreshnessTimers(
          registry, Clock.systemUTC(), List.of(FreshnessStage.LEARNED, FreshnessStage.CHECKPOINT));
  private final Counter deadLetters = counter("dead.letters", "Records that are no examples");

  private final JvmMetrics jvm = new JvmMetrics(registry);

  /**
   * @param status where the trainer is in its life
   */
  TrainerMetrics(Supplier<TrainerStatus> status) {
    for (String possible : TrainerStatus.texts()) {
      Gauge.builder(PREFIX + "status", () -> status.get().text().equals(possible) ? 1 : 0)
          .description("1 for where the trainer is in its life")
          .tag("status", possible)
          .register(registry);
    }
    // All from the start: a count that begins with its first increment has no increase to alert on.
    for (CheckpointState state : CheckpointState.values()) {
      checkpoints(state);
    }
  }

  /** Everything, as Prometheus reads it. */
  String scrape() {
    return registry.scrape();
  }

  /** How old interactions were when they were learned from, and announced. */
  FreshnessTimers freshness() {
    return freshness;
  }

  /** Counts a micro-batch. */
  void read(int learned, int notLearned, int rejected) {
    examples.increment(learned);
    passedOver.increment(notLearned);
    deadLetters.increment(rejected);
  }

  /** Counts users who are forgotten. */
  void forgotten(int users) {
    forgotten.increment(users);
  }

  /** Counts a step. */
  void learned(StepReport report) {
    if (report.skipped()) {
      skipped.increment();
    } else {
      steps.increment();
    }
    set("step", (double) report.step());
    set("loss", report.losses().total());
    set("temperature", report.temperature());
  }

  /** Shows figures since the last checkpoint. */
  void judged(Judgement judgement) {
    set("progressive.ndcg", judgement.model().ndcg());
    set("progressive.hit.rate", judgement.model().hitRate());
    set("progressive.loss", judgement.loss());
    set("popularity.ndcg", judgement.popularity().ndcg());
    set("transitions.ndcg", judgement.transitions().ndcg());
    set("fusion.ndcg", judgement.fusion().ndcg());
  }

  /** Counts a checkpoint by what was decided about it. */
  void checkpoint(CheckpointState state) {
    checkpoints(state).increment();
  }

  private Counter checkpoints(CheckpointState state) {
    return Counter.builder(PREFIX + "checkpoints")
        .description("Checkpoints announced")
        .tag("state", state.name())
        .register(registry);
  }

  TrainerStats stats() {
    return new TrainerStats((long) examples.count(), gauges.getOrDefault("lag", 0.0).longValue());
  }

  void set(String name, double value) {
    if (gauges.put(name, value) == null) {
      Gauge.builder(PREFIX + name, gauges, all -> all.getOrDefault(name, 0.0)).register(registry);
    }
  }

  /** Times a stage: judge, learn, checkpoint. */
  <T> T time(String stage, Callable<T> work) throws IOException {
    long start = System.nanoTime();
    try {
      return work.call();
    } catch (IOException | RuntimeException failed) {
      throw failed;
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      Timer.builder(PREFIX + "stage")
          .description("Time spent")
          .tag("stage", stage)
          .register(registry)
          .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void close() {
    jvm.close();
    registry.close();
  }

  private Counter counter(String name, String description) {
    return Counter.builder(PREFIX + name).description(description).register(registry);
  }
}
