package dev.millrace.contract.freshness;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * The histograms {@code millrace_freshness_seconds} of the stages that one process sees. Every
 * process uses the same buckets, so that their figures can be added. Safe for many threads.
 */
public final class FreshnessTimers {

  /** Name of the meter; the tag {@code stage} says which. */
  public static final String METER = "millrace.freshness";

  private static final String TAG = "stage";
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final int SLICES = 6;
  private static final double MEDIAN = 0.5;
  private static final double MOST = 0.95;
  private static final Duration[] BUCKETS =
      DoubleStream.of(0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600)
          .mapToObj(seconds -> Duration.ofMillis(Math.round(seconds * 1000)))
          .toArray(Duration[]::new);

  private final Clock clock;
  private final Map<FreshnessStage, Timer> timers = new EnumMap<>(FreshnessStage.class);

  /**
   * @param registry gets the histograms
   * @param clock tells when an interaction is there
   * @param stages that this process sees
   */
  public FreshnessTimers(MeterRegistry registry, Clock clock, Collection<FreshnessStage> stages) {
    this.clock = clock;
    stages.forEach(stage -> timers.put(stage, timer(stage).register(registry)));
  }

  private static Timer.Builder timer(FreshnessStage stage) {
    return Timer.builder(METER)
        .description("Time from the arrival of an interaction to a stage of the pipeline")
        .tag(TAG, stage.tag())
        .serviceLevelObjectives(BUCKETS)
        .publishPercentiles(MEDIAN, MOST)
        .distributionStatisticExpiry(WINDOW)
        .distributionStatisticBufferLength(SLICES);
  }

  /**
   * An interaction has come to a stage now.
   *
   * @param arrivedAt when it arrived, in milliseconds since 1970; not positive when unknown, which
   *     is not counted
   */
  public void reached(FreshnessStage stage, long arrivedAt) {
    if (arrivedAt > 0) {
      reached(stage, Duration.ofMillis(Math.max(0, clock.millis() - arrivedAt)));
    }
  }

  /** An interaction has come to a stage within a time. */
  public void reached(FreshnessStage stage, Duration within) {
    Timer timer = timers.get(stage);
    if (timer == null) {
      throw new IllegalArgumentException(
          "This process sees %s, not %s".formatted(timers.keySet(), stage));
    }
    timer.record(within);
  }

  /**
   * All stages in the order of the pipeline: counts since the start, times of the last hour, to
   * about a hundredth part.
   */
  public List<Freshness> read() {
    return timers.entrySet().stream()
        .map(stage -> read(stage.getKey(), stage.getValue().takeSnapshot()))
        .toList();
  }

  private static Freshness read(FreshnessStage stage, HistogramSnapshot snapshot) {
    return new Freshness(
        stage, snapshot.count(), seconds(snapshot, MEDIAN), seconds(snapshot, MOST));
  }

  private static double seconds(HistogramSnapshot snapshot, double percentile) {
    return Arrays.stream(snapshot.percentileValues())
            .filter(at -> at.percentile() == percentile)
            .mapToDouble(ValueAtPercentile::value)
            .findFirst()
            .orElse(0)
        / Duration.ofSeconds(1).toNanos();
  }
}
