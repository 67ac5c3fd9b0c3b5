package dev.millrace.standalone.replay;

import java.io.PrintWriter;
import java.time.Duration;

/** Shows progress: a line that redraws itself on a terminal, else a new line every few seconds. */
public final class ProgressPrinter implements ReplayListener {

  private static final Duration LINE_INTERVAL = Duration.ofSeconds(5);
  private static final String ERASE_TO_END = "\u001B[K";

  private final PrintWriter out;
  private final boolean terminal;
  private final String label;
  private Duration nextLine = LINE_INTERVAL;

  /**
   * @param out where to
   * @param terminal whether that redraws a line on carriage return
   */
  public ProgressPrinter(PrintWriter out, boolean terminal) {
    this(out, terminal, "");
  }

  /**
   * @param out where to
   * @param terminal whether that redraws a line on carriage return
   * @param label what every line begins with
   */
  public ProgressPrinter(PrintWriter out, boolean terminal, String label) {
    this.out = out;
    this.terminal = terminal;
    this.label = label;
  }

  @Override
  public void onProgress(ReplayProgress progress) {
    if (terminal) {
      out.print("\r" + label + ProgressBar.render(progress) + ERASE_TO_END);
      out.flush();
    } else if (progress.elapsed().compareTo(nextLine) >= 0) {
      out.println(label + ProgressBar.render(progress));
      out.flush();
      nextLine = progress.elapsed().plus(LINE_INTERVAL);
    }
  }

  /** Ends the line that redraws itself. */
  public void done() {
    if (terminal) {
      out.println();
      out.flush();
    }
  }
}
