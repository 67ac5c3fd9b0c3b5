package dev.millrace.standalone.replay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a replay is.
 *
 * @param sent interactions handed to the producer in this run
 * @param acked interactions that the broker has acknowledged in this run
 * @param badRows rows that could not be used
 * @param perSecond interactions acknowledged a second, lately
 * @param total interactions this run will send; null when unknown
 * @param elapsed time since the start
 */
public record ReplayProgress(
    long sent, long acked, long badRows, double perSecond, @Nullable Long total, Duration elapsed) {

  /** Time until everything is sent at the present rate; null when that cannot be told. */
  public @Nullable Duration remaining() {
    if (total == null || perSecond <= 0) {
      return null;
    }
    return Duration.ofSeconds(Math.round(Math.max(0, total - acked) / perSecond));
  }
}
