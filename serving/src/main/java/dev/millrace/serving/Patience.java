package dev.millrace.serving;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what needs the brokers again and again until they answer or serving is to stop. The same
 * trouble is logged once every ten seconds at most. Belongs to the serving thread.
 */
final class Patience {

  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration LOG_EVERY = Duration.ofSeconds(10);

  private final BooleanSupplier stopping;
  private long nextLogNanos = System.nanoTime();

  /**
   * @param stopping whether to give up
   */
  Patience(BooleanSupplier stopping) {
    this.stopping = stopping;
  }

  /**
   * @param what for the log, for instance {@code commit}
   * @throws ServingStoppedException if serving is to stop while the brokers do not answer
   */
  void untilDone(String what, Runnable action) {
    untilAnswered(
        what,
        () -> {
          action.run();
          return true;
        });
  }

  /**
   * @param what for the log, for instance {@code list offsets}
   * @throws ServingStoppedException if serving is to stop while the brokers do not answer
   */
  <T> T untilAnswered(String what, Supplier<T> action) {
    while (true) {
      try {
        return action.get();
      } catch (RetriableException notNow) {
        pause(what, notNow);
      }
    }
  }

  /**
   * @throws ServingStoppedException if serving is to stop
   */
  void throwIfStopping(String what) {
    if (stopping.getAsBoolean()) {
      throw new ServingStoppedException(what, null);
    }
  }

  /**
   * Waits a moment before something is tried again.
   *
   * @throws ServingStoppedException if serving is to stop
   */
  void pause(String what, RuntimeException trouble) {
    if (stopping.getAsBoolean()) {
      throw new ServingStoppedException(what, trouble);
    }
    long now = System.nanoTime();
    if (now - nextLogNanos >= 0) {
      nextLogNanos = now + LOG_EVERY.toNanos();
      LOG.warn("Trying again; action={} trouble={}", what, trouble.toString());
    }
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }
}
