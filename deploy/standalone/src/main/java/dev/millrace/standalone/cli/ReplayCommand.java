package dev.millrace.standalone.cli;

import dev.millrace.contract.registry.SchemaRegistry;
import dev.millrace.standalone.acl.ToolAcls;
import dev.millrace.standalone.data.EventSource;
import dev.millrace.standalone.data.UnreadableDataException;
import dev.millrace.standalone.replay.Pacing;
import dev.millrace.standalone.replay.ProgressPrinter;
import dev.millrace.standalone.replay.ReplayOptions;
import dev.millrace.standalone.replay.ReplaySettings;
import dev.millrace.standalone.replay.ReplaySummary;
import dev.millrace.standalone.replay.ReplayTarget;
import dev.millrace.standalone.replay.Replayer;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Sends a data set, or a generated click stream, to the topics. */
@Command(
    name = "replay",
    description =
        "Send items and interactions from files, or generated ones, to the topics, at a chosen pace.")
final class ReplayCommand implements Callable<Integer> {

  private static final String PROGRESS_FOLDER = "replay";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final ReplayOptions options = new ReplayOptions();

  @Override
  public Integer call() {
    ReplaySettings settings = accepted(options::settings);
    EventSource source = accepted(options::source);
    Connection connection = Connection.find(MillraceCommand.options(spec).load().config());
    connection.require(
        new ToolAcls(connection.config()).replay(settings.pacing() instanceof Pacing.ClosedLoop));
    try (StopSignal stop = StopSignal.listen();
        SchemaRegistry registry = connection.openRegistry()) {
      Replayer replayer =
          new Replayer(
              new ReplayTarget(
                  connection.topics(registry),
                  connection.kafka(),
                  connection.config().dataDir().resolve(PROGRESS_FOLDER)));
      print(replay(replayer, source, settings, stop));
    }
    return 0;
  }

  private ReplaySummary replay(
      Replayer replayer, EventSource source, ReplaySettings settings, StopSignal stop) {
    PrintWriter err = spec.commandLine().getErr();
    ProgressPrinter printer = new ProgressPrinter(err, Ansi.AUTO.enabled());
    try {
      return replayer.run(
          source,
          settings,
          progress -> {
            printer.onProgress(progress);
            if (stop.isRequested()) {
              replayer.stop();
            }
          });
    } catch (UnreadableDataException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } finally {
      printer.done();
    }
  }

  private void print(ReplaySummary summary) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(summary);
    if (summary.interrupted()) {
      out.println("Stopped before the end; the same command with --resume goes on from here.");
    }
    if (2 * summary.impatient() > summary.acked()) {
      spec.commandLine()
          .getErr()
          .println(
              "millrace: most users acted without a new list; do `millrace streams` and `millrace"
                  + " serving` run?");
    }
  }

  /** What is wrong with options or files is the caller's to mend. */
  private static <T> T accepted(Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException | UnreadableDataException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
