package dev.millrace.standalone.cli;

import dev.millrace.model.init.InitProgress;
import dev.millrace.standalone.replay.ProgressMeter;
import dev.millrace.standalone.replay.ProgressPrinter;
import dev.millrace.standalone.replay.ReplayProgress;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Shows how far the making of a model is, a line for each part of the work. */
final class InitProgressPrinter implements InitProgress, AutoCloseable {

  private final PrintWriter out;
  private final boolean terminal;
  private @Nullable Line line;

  /**
   * @param out where to
   * @param terminal whether that redraws a line on carriage return
   */
  InitProgressPrinter(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** What is shown of the part that is being done. */
  private record Line(Part part, ProgressMeter meter, ProgressPrinter printer) {}

  @Override
  public void onProgress(Part part, long done, long total) {
    long now = System.nanoTime();
    Line current = line(part, now);
    if (current.meter().due(now)) {
      double rate = current.meter().sample(now, done);
      current
          .printer()
          .onProgress(
              new ReplayProgress(
                  done, done, 0, rate, total == 0 ? null : total, current.meter().elapsed(now)));
    }
  }

  private Line line(Part part, long now) {
    if (line == null || line.part() != part) {
      close();
      line =
          new Line(
              part, new ProgressMeter(now), new ProgressPrinter(out, terminal, label(part) + "  "));
    }
    return line;
  }

  private static String label(Part part) {
    return switch (part) {
      case TITLES -> "reading titles";
      case TOKENS -> "learning tokens";
      case WEIGHTS -> "writing weights";
    };
  }

  /** Ends the line that redraws itself. */
  @Override
  public void close() {
    if (line != null) {
      line.printer().done();
      line = null;
    }
  }
}
