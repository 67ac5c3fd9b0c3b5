package dev.millrace.standalone.reliability;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for things that must come, with far more time than they need on a busy machine. */
final class Eventually {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final long PAUSE_MS = 50;

  private Eventually() {}

  /**
   * @param what for the message, for instance {@code streams have read everything}
   * @throws AssertionError if it does not come
   */
  static void holds(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Waited " + LIMIT.toSeconds() + " s in vain until " + what);
      }
      pause(PAUSE_MS);
    }
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", interrupted);
    }
  }
}
