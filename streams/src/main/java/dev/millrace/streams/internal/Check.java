package dev.millrace.streams.internal;

import java.time.Duration;

/** Checks of settings; every message says where, what was found and what is accepted. */
public final class Check {

  private Check() {}

  /**
   * @throws IllegalArgumentException if the value is smaller than the minimum
   */
  public static void atLeast(String path, long value, long minimum) {
    if (value < minimum) {
      throw rejected(path, value, "at least " + minimum);
    }
  }

  /**
   * @throws IllegalArgumentException if the value is not within [minimum, maximum]
   */
  public static void between(String path, long value, long minimum, long maximum) {
    if (value < minimum || value > maximum) {
      throw rejected(path, value, "from " + minimum + " to " + maximum);
    }
  }

  /**
   * @throws IllegalArgumentException if the duration is not longer than nothing
   */
  public static void positive(String path, Duration value) {
    if (value.toMillis() <= 0) {
      throw rejected(path, value, "at least 1 ms");
    }
  }

  /**
   * @throws IllegalArgumentException if the duration is negative
   */
  public static void notNegative(String path, Duration value) {
    if (value.isNegative()) {
      throw rejected(path, value, "PT0S or longer");
    }
  }

  /**
   * @param accepted what would be accepted, completing "accepted is"
   * @throws IllegalArgumentException if the condition does not hold
   */
  public static void that(boolean condition, String path, Object found, String accepted) {
    if (!condition) {
      throw rejected(path, found, accepted);
    }
  }

  private static IllegalArgumentException rejected(String path, Object found, String accepted) {
    return new IllegalArgumentException(
        path + ": found " + found + ", but accepted is " + accepted);
  }
}
