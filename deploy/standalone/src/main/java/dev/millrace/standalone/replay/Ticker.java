package dev.millrace.standalone.replay;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Time that passes; a port, so that pacing is tested without waiting. */
interface Ticker {

  /** Nanoseconds since some fixed moment. */
  long nanos();

  /**
   * Waits; returns at once, and leaves the thread interrupted, when it is interrupted.
   *
   * @param duration how long
   */
  void sleep(Duration duration);

  /** The time of this machine. */
  static Ticker system() {
    return new Ticker() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void sleep(Duration duration) {
        try {
          TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }
}
