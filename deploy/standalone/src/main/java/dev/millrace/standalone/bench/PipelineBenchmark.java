package dev.millrace.standalone.bench;

import java.io.PrintWriter;
import java.util.Optional;

/**
 * How many interactions a second become lists that a downstream service can read, and how long one
 * takes under half of that.
 *
 * <p>The maximum is measured of what the latency is of: streams, serving, the sender and the
 * readers, on the same processors. Half of what streams do alone, which this benchmark took before,
 * is no half load when the others come on top, and grows harder the faster streams alone become.
 */
final class PipelineBenchmark {

  /** Compiles the hot code, and fills the sequences of the usual number of users. */
  private static final int WARM_UP = 300_000;

  private static final int MEASURED = 200_000;

  private final Workbench workbench;
  private final BenchSettings settings;
  private final PrintWriter out;

  /**
   * @param out where figures are printed as they come
   */
  PipelineBenchmark(Workbench workbench, BenchSettings settings, PrintWriter out) {
    this.workbench = workbench;
    this.settings = settings;
    this.out = out;
  }

  /**
   * Measures and prints.
   *
   * @param streams what streams alone did; absent when they were not measured
   */
  void run(Optional<StreamsThroughput> streams) throws InterruptedException {
    try (LoadedPipeline pipeline = new LoadedPipeline(workbench, settings)) {
      say("%nstreams and serving: %,d interactions to warm up%n", WARM_UP);
      pipeline.atFullSpeed(WARM_UP);
      latency(pipeline, load(pipeline, streams));
    }
  }

  private double load(LoadedPipeline pipeline, Optional<StreamsThroughput> streams)
      throws InterruptedException {
    BenchSettings.Latency latency = settings.latency();
    if (latency.load() > 0) {
      return latency.load();
    }
    double maximum = maximum(pipeline, streams);
    return switch (latency.loadOf()) {
      case PIPELINE -> maximum / 2;
      case STREAMS -> streams.orElseThrow().application().eventsPerSecond() / 2;
    };
  }

  private double maximum(LoadedPipeline pipeline, Optional<StreamsThroughput> streams)
      throws InterruptedException {
    PipelineRun run = pipeline.atFullSpeed(MEASURED);
    say(
        "with serving, until the recommendation is readable: %,.0f interactions/s%s%n"
            + "  %,d interactions, at most %,d of them unanswered, in %.1f s; answered by %,d lists%n",
        run.perSecond(),
        streams.map(alone -> ratio(run, alone)).orElse(""),
        run.interactions(),
        ClosedLoop.IN_FLIGHT,
        run.seconds(),
        run.lists());
    processors(run);
    return run.perSecond();
  }

  private static String ratio(PipelineRun run, StreamsThroughput alone) {
    return ", ratio %.2f of the plain aggregate, %.2f of streams alone"
        .formatted(
            run.perSecond() / alone.plainAggregate().eventsPerSecond(),
            run.perSecond() / alone.application().eventsPerSecond());
  }

  private void latency(LoadedPipeline pipeline, double perSecond) throws InterruptedException {
    int seconds = settings.latency().seconds();
    say("%nsteady load of %,.0f interactions/s for %d s%n", perSecond, seconds);
    PipelineRun run = pipeline.atSteadyPace((int) Math.round(perSecond * seconds), perSecond);
    processors(run);
    print("interaction sent -> sequence readable", run.untilSequence());
    print("interaction sent -> recommendation readable", run.untilList());
  }

  private void processors(PipelineRun run) {
    say("  %.2f processors busy; CPU us/event: %s%n", run.processors(), run.cpuByPart());
  }

  private void print(String name, Percentiles percentiles) {
    say(
        "%-46s p50 %,6.0f ms   p99 %,6.0f ms   max %,6.0f ms   (%,d interactions)%n",
        name, percentiles.p50(), percentiles.p99(), percentiles.max(), percentiles.count());
  }

  private void say(String format, Object... arguments) {
    out.printf(format, arguments);
    out.flush();
  }
}
