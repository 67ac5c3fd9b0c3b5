package dev.millrace.standalone.cli;

import dev.millrace.standalone.replay.ProgressMeter;
import dev.millrace.standalone.replay.ProgressPrinter;
import dev.millrace.standalone.replay.ReplayProgress;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Shows how far work in several parts is, a line for each part. */
final class WorkProgress implements AutoCloseable {

  private final PrintWriter out;
  private final boolean terminal;
  private @Nullable Line line;

  /**
   * @param out where to
   * @param terminal whether that redraws a line on carriage return
   */
  WorkProgress(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** What is shown of the part that is being done. */
  private record Line(String part, ProgressMeter meter, ProgressPrinter printer) {}

  /**
   * Shows it, if some time has passed.
   *
   * @param part what is being done
   * @param done how much of it is
   * @param total how much it will be, 0 while that is unknown
   */
  void show(String part, long done, long total) {
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

  private Line line(String part, long now) {
    if (line == null || !line.part().equals(part)) {
      close();
      line =
          new Line(part, new ProgressMeter(now), new ProgressPrinter(out, terminal, part + "  "));
    }
    return line;
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
