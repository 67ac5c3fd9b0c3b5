package dev.millrace.serving;

import dev.millrace.serving.language.LanguageWorker;
import dev.millrace.serving.language.ModelSlot;
import dev.millrace.serving.language.Role;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Figures of the refined lane; from any thread. */
final class RefinementMetrics implements LanguageWorker.Listener, ModelSlot.Listener {

  private static final String PREFIX = "millrace.serving.refinement.";

  private final MeterRegistry registry;
  private final Counter lists;
  private final Counter superseded;
  private final Counter shed;
  private final Counter answers;
  private final Counter givenUp;
  private final Counter failures;
  private final Counter swaps;
  private final Counter loadFailures;
  private final DistributionSummary windows;
  private final Timer wait;
  private final Timer rank;
  private final Timer whole;
  private final Timer load;
  private final Map<Role, Gauge> inUse = new ConcurrentHashMap<>();
  private final Map<Role, String> checkpoints = new ConcurrentHashMap<>();
  private volatile Queue queue = new Queue(0, 0, 0);

  /** What the serving thread lets others see of the queue. */
  record Queue(int due, int behind, double oldestSeconds) {}

  RefinementMetrics(MeterRegistry registry) {
    this.registry = registry;
    lists = counter("lists", "Lists that a language model took part in");
    superseded = counter("superseded", "Answers that came after a newer sequence");
    shed = counter("shed", "Times that a user or a request was put back because of load");
    answers = counter("answers", "Of the lists, second answers to requests");
    givenUp = counter("given.up", "Requests without a second answer, for too many were open");
    failures =
        counter(
            "failures",
            "Windows that a language model failed on, and models not taken in or freed");
    swaps = counter("swaps", "Checkpoints that began to answer");
    loadFailures = counter("load.failures", "Checkpoints that could not be made ready");
    windows =
        DistributionSummary.builder(PREFIX + "window")
            .description("Users asked about between two looks at the catalogue")
            .register(registry);
    wait = stage("wait", "Time from becoming due to being handed over");
    rank = stage("rank", "Time of the language model for one window");
    whole = stage("whole", "Time from becoming due to the commit");
    load = timer("load", "Time to make a checkpoint ready");
    gauge("due", "Users who wait", () -> queue.due());
    gauge("behind", "Users who were put back", () -> queue.behind());
    gauge("oldest.seconds", "How long the first has waited", () -> queue.oldestSeconds());
  }

  void show(Queue current) {
    queue = current;
  }

  void shed(int users) {
    shed.increment(users);
  }

  /** Requests will have no second answer. */
  void givenUp(int requests) {
    givenUp.increment(requests);
  }

  void superseded() {
    superseded.increment();
  }

  void cut(Refinement job) {
    wait.record(job.times().cutNanos() - job.times().dueNanos(), TimeUnit.NANOSECONDS);
  }

  /** A refined list has been committed. */
  void committed(Refinement job, long nowNanos) {
    lists.increment();
    if (job.demand() instanceof Demand.Request) {
      answers.increment();
    }
    whole.record(nowNanos - job.times().dueNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void ranked(int jobs, Duration time) {
    windows.record(jobs);
    rank.record(time);
  }

  @Override
  public void failed() {
    failures.increment();
  }

  @Override
  public void swapped(Role role, String checkpointId) {
    swaps.increment();
    checkpoints.put(role, checkpointId);
    Gauge before =
        inUse.put(
            role,
            Gauge.builder(PREFIX + "checkpoint", () -> 1)
                .description("1 for the checkpoint in use")
                .tag("role", role.fusionId())
                .tag("checkpoint", checkpointId)
                .register(registry));
    if (before != null && !before.getId().equals(inUse.get(role).getId())) {
      registry.remove(before);
    }
  }

  @Override
  public void loadFailed(Role role) {
    loadFailures.increment();
  }

  @Override
  public void loaded(Role role, Duration time) {
    load.record(time);
  }

  RefinementStats stats() {
    Queue now = queue;
    return new RefinementStats(
        (long) lists.count(),
        (long) answers.count(),
        (long) givenUp.count(),
        (long) superseded.count(),
        (long) shed.count(),
        now.due(),
        now.behind(),
        (long) swaps.count(),
        (long) loadFailures.count(),
        checkpoints.getOrDefault(Role.CURRENT, ""));
  }

  private Counter counter(String name, String description) {
    return Counter.builder(PREFIX + name).description(description).register(registry);
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(PREFIX + name, value).description(description).register(registry);
  }

  private Timer stage(String stage, String description) {
    return timer("stage." + stage, description);
  }

  private Timer timer(String name, String description) {
    return Timer.builder(PREFIX + name)
        .description(description)
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofMinutes(5))
        .register(registry);
  }
}
