package dev.millrace.standalone.demo;

import java.io.PrintWriter;
import java.util.List;

/** Where snapshots are shown. */
public sealed interface Screen {

  /** Shows a snapshot in place of the one before. */
  void show(DemoSnapshot now);

  /** How often a snapshot is worth showing, in milliseconds. */
  long intervalMillis();

  /**
   * A screen that suits the output.
   *
   * @param terminal whether a person looks at a terminal that can be painted over
   */
  static Screen on(PrintWriter out, boolean terminal) {
    return terminal ? new Painted(out) : new Logged(out);
  }

  /** A terminal: each snapshot is painted over the one before. */
  final class Painted implements Screen {
    private static final String CLEAR_LINE = "\u001b[2K";
    private static final String LINES_UP = "\u001b[%dA";

    private final PrintWriter out;
    private int painted;

    private Painted(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void show(DemoSnapshot now) {
      List<String> lines = DemoPage.full(now);
      StringBuilder page = new StringBuilder();
      if (painted > 0) {
        page.append(LINES_UP.formatted(painted));
      }
      lines.forEach(line -> page.append(CLEAR_LINE).append(line).append('\n'));
      int stale = painted - lines.size();
      page.append((CLEAR_LINE + "\n").repeat(Math.max(0, stale)));
      painted = Math.max(painted, lines.size());
      out.print(page);
      out.flush();
    }

    @Override
    public long intervalMillis() {
      return 500;
    }
  }

  /** A file or a pipe: one line a snapshot. */
  final class Logged implements Screen {
    private final PrintWriter out;

    private Logged(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void show(DemoSnapshot now) {
      out.println(DemoPage.brief(now));
    }

    @Override
    public long intervalMillis() {
      return 5_000;
    }
  }
}
