package dev.millrace.standalone.cli;

import dev.millrace.standalone.bench.soak.SoakBench;
import dev.millrace.standalone.bench.soak.SoakSettings;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether anything grows when eight hours of events come through and models are swapped. */
@Command(
    name = "soak",
    description = {
      "Send a long synthetic stream, eight hours of event time, through broker, streams, trainer and",
      "serving, each a process of its own, swap checkpoints meanwhile, and print what each process and",
      "each folder takes. Exits with 1 when something keeps growing. Needs Linux and a JDK."
    })
final class BenchSoakCommand implements Callable<Integer> {

  @Option(
      names = "--events",
      defaultValue = "2000000",
      description = "Interactions to send (default ${DEFAULT-VALUE}).")
  private long events;

  @Option(
      names = "--users",
      defaultValue = "3000",
      description = {
        "People they come from (default ${DEFAULT-VALUE}); with few events for each, what is remembered of",
        "them still grows in the second half."
      })
  private int users;

  @Option(
      names = "--items",
      defaultValue = "2000",
      description = "Size of the catalogue (default ${DEFAULT-VALUE}).")
  private int items;

  @Option(
      names = "--swaps",
      defaultValue = "50",
      description = "Checkpoints that are trained and swapped in (default ${DEFAULT-VALUE}).")
  private int swaps;

  @Option(
      names = "--intervals",
      defaultValue = "50",
      description = "Measurements (default ${DEFAULT-VALUE}).")
  private int intervals;

  @Option(
      names = "--retention",
      paramLabel = "SECONDS",
      defaultValue = "180",
      description = "How long records are kept, by the wall clock (default ${DEFAULT-VALUE}).")
  private long retention;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    SoakSettings settings = settings();
    if (!SoakBench.isPossible()) {
      throw new UsageException("bench soak reads /proc and asks jcmd: run it on Linux with a JDK");
    }
    return SoakBench.run(settings, spec.commandLine().getOut()) ? 0 : 1;
  }

  private SoakSettings settings() {
    try {
      return new SoakSettings(
          events, users, items, intervals, swaps, Duration.ofSeconds(retention));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
