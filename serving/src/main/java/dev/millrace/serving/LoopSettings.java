package dev.millrace.serving;

import java.time.Duration;

/**
 * How records are taken and committed.
 *
 * @param maxPollRecords most records in one transaction, at least 1
 * @param pollTimeout how long one poll waits for records, and so the longest that an HTTP query
 *     waits while nothing happens; positive
 * @param transactionTimeout after how long the broker gives up a transaction whose process is gone;
 *     readers wait for that long; positive
 */
public record LoopSettings(int maxPollRecords, Duration pollTimeout, Duration transactionTimeout) {

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public LoopSettings {
    Check.that(maxPollRecords >= 1, "loop.maxPollRecords", "at least 1", maxPollRecords);
    Check.that(isPositive(pollTimeout), "loop.pollTimeout", "positive", pollTimeout);
    Check.that(
        isPositive(transactionTimeout), "loop.transactionTimeout", "positive", transactionTimeout);
  }

  /** 2,000 records, polls of 20 ms, transactions of 10 s. */
  public static LoopSettings defaults() {
    return new LoopSettings(2000, Duration.ofMillis(20), Duration.ofSeconds(10));
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }
}
