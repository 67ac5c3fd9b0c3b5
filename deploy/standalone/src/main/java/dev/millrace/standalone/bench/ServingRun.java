package dev.millrace.standalone.bench;

import dev.millrace.avro.SequenceEntry;
import dev.millrace.avro.UserSequence;
import dev.millrace.serving.LanguageModelSettings;
import dev.millrace.serving.ServingApplication;
import dev.millrace.serving.ServingSettings;
import dev.millrace.standalone.bench.decoding.UntrainedCheckpoints;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What benchmarks of serving through a broker have in common. */
final class ServingRun {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private ServingRun() {}

  /** Serving with a language model that nobody trained, which sheds nothing. */
  static ServingSettings settings(Workbench workbench, String prefix, int batch) {
    ServingSettings defaults = ServingSettings.defaults();
    return defaults
        .withKafka(workbench.kafka())
        .withPrefix(prefix)
        .withHttp(defaults.http().onAnyPort())
        .withLanguageModel(
            LanguageModelSettings.defaults()
                .withModel(UntrainedCheckpoints.MODEL)
                .withBatch(batch)
                .withShedAfter(PATIENCE));
  }

  /** The first version of a user's sequence, as if taken now. */
  static UserSequence sequence(String user, List<String> items) {
    long now = System.currentTimeMillis();
    return new UserSequence(
        user,
        items.stream().map(item -> new SequenceEntry(item, "click", null, now, true)).toList(),
        List.of(),
        1L,
        now);
  }

  /**
   * Waits until something holds.
   *
   * @throws BenchmarkException if serving stops, or it takes ten minutes
   */
  static void await(ServingApplication serving, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (serving.state().isOver() || System.nanoTime() > deadline) {
        throw new BenchmarkException("Serving did not get there: " + serving.stats());
      }
      pauseUntil(System.nanoTime() + 2_000_000);
    }
  }

  /**
   * @param nanos on the clock of {@link System#nanoTime}
   */
  static void pauseUntil(long nanos) {
    try {
      long left = nanos - System.nanoTime();
      if (left > 0) {
        Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
