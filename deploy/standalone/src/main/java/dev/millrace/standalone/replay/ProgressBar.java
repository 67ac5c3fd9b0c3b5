package dev.millrace.standalone.replay;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Renders progress as one line of text. */
final class ProgressBar {

  private static final int BAR_WIDTH = 24;

  private ProgressBar() {}

  /** For instance {@code [######------] 50% 50,000/100,000 12,345/s ETA 0:04 3 bad rows}. */
  static String render(ReplayProgress progress) {
    StringBuilder line = new StringBuilder();
    Long total = progress.total();
    if (total != null && total > 0) {
      double share = Math.min(1, (double) progress.acked() / total);
      line.append(bar(share)).append(text(" %3d%%  ", (int) (100 * share)));
    }
    line.append(count(progress.acked(), total)).append(text("  %,.0f/s", progress.perSecond()));
    Duration remaining = progress.remaining();
    if (remaining != null) {
      line.append("  ETA ").append(clock(remaining));
    }
    if (progress.badRows() > 0) {
      line.append(text("  %,d bad rows", progress.badRows()));
    }
    return line.toString();
  }

  private static String bar(double share) {
    int full = (int) (BAR_WIDTH * share);
    return "[" + "#".repeat(full) + "-".repeat(BAR_WIDTH - full) + "]";
  }

  private static String count(long acked, @Nullable Long total) {
    return total == null ? text("%,d", acked) : text("%,d/%,d", acked, total);
  }

  static String clock(Duration duration) {
    long hours = duration.toHours();
    return hours > 0
        ? text("%d:%02d:%02d", hours, duration.toMinutesPart(), duration.toSecondsPart())
        : text("%d:%02d", duration.toMinutes(), duration.toSecondsPart());
  }

  private static String text(String format, @Nullable Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
