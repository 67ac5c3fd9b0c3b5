package dev.millrace.trainer.process;

import dev.millrace.avro.StageFreshness;
import dev.millrace.contract.freshness.FreshnessStage;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * When those interactions arrived that have been learned from and that no promoted checkpoint holds
 * yet, to the second.
 */
final class FreshExamples {

  private static final long ARRIVAL_MILLIS = 1_000;
  private static final long LEARNED_MILLIS = 100;

  private final TimeCounts arrivals = new TimeCounts(ARRIVAL_MILLIS);
  private final TimeCounts learned = new TimeCounts(LEARNED_MILLIS);

  /**
   * An interaction has been learned from.
   *
   * @param arrivedAt in milliseconds since 1970
   * @param now likewise
   */
  void learned(long arrivedAt, long now) {
    arrivals.add(arrivedAt, 1);
    learned.add(Math.max(0, now - arrivedAt), 1);
  }

  /**
   * How fresh a checkpoint is that is announced as promoted.
   *
   * @param announcedAt in milliseconds since 1970
   * @return nothing when nothing was learned
   */
  List<StageFreshness> freshness(long announcedAt) {
    if (arrivals.total() == 0) {
      return List.of();
    }
    TimeCounts ages = new TimeCounts(ARRIVAL_MILLIS);
    arrivals.forEach((arrivedAt, times) -> ages.add(Math.max(0, announcedAt - arrivedAt), times));
    return List.of(
        freshness(FreshnessStage.LEARNED, learned), freshness(FreshnessStage.CHECKPOINT, ages));
  }

  /** A checkpoint with all of them is announced; hands over how long each took. */
  void announced(long announcedAt, Consumer<Duration> each) {
    arrivals.forEach(
        (arrivedAt, times) -> {
          Duration age = Duration.ofMillis(Math.max(0, announcedAt - arrivedAt));
          for (long time = 0; time < times; time++) {
            each.accept(age);
          }
        });
    arrivals.clear();
    learned.clear();
  }

  private static StageFreshness freshness(FreshnessStage stage, TimeCounts times) {
    double second = Duration.ofSeconds(1).toMillis();
    return new StageFreshness(
        stage.tag(), times.total(), times.quantile(0.5) / second, times.quantile(0.95) / second);
  }
}
