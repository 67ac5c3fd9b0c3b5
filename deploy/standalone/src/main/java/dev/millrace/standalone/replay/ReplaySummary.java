package dev.millrace.standalone.replay;

import java.time.Duration;
import java.util.Locale;

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

  /** For people: {@code 1,000 interactions and 50 items sent in 0:02 (500/s), 3 bad rows}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(text("%,d interactions and %,d items sent in ", acked, items));
    text.append(text("%s (%,.0f/s)", ProgressBar.clock(took), perSecond()));
    text.append(skipped > 0 ? text(", %,d sent earlier", skipped) : "");
    text.append(badRows > 0 ? text(", %,d bad rows", badRows) : "");
    return text.append(impatient > 0 ? text(", %,d impatient", impatient) : "").toString();
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
