package dev.millrace.standalone.replay;

import java.time.Duration;

/**
 * What a replay did.
 *
 * @param items items sent
 * @param acked interactions that the broker has acknowledged
 * @param skipped interactions left out because an earlier run had sent them
 * @param badRows rows that could not be used
 * @param impatient times that somebody acted without having seen a new list
 * @param took time from the first interaction to the last acknowledgement
 * @param interrupted whether it was stopped before its end
 */
public record ReplaySummary(
    long items,
    long acked,
    long skipped,
    long badRows,
    long impatient,
    Duration took,
    boolean interrupted) {

  /** Interactions acknowledged a second. */
  public double perSecond() {
    return took.isZero() ? 0 : acked / (took.toNanos() / 1e9);
  }
}
