package dev.millrace.standalone.cli;

import dev.millrace.standalone.bench.SoakBench;
import dev.millrace.standalone.bench.SoakSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether memory stays bounded when many events of many users come through. */
@Command(
    name = "soak",
    description = {
      "Send a long synthetic stream through streams and serving in this JVM, on an embedded broker of",
      "its own, and print the heap after full collections. Exits with 1 when it keeps growing."
    })
final class BenchSoakCommand implements Callable<Integer> {

  @Option(
      names = "--events",
      defaultValue = "1000000",
      description = "Interactions to send (default ${DEFAULT-VALUE}).")
  private long events;

  @Option(
      names = "--users",
      defaultValue = "100000",
      description = "People they come from (default ${DEFAULT-VALUE}).")
  private int users;

  @Option(
      names = "--items",
      defaultValue = "6000",
      description = "Size of the catalogue (default ${DEFAULT-VALUE}).")
  private int items;

  @Option(
      names = "--every",
      defaultValue = "100000",
      description = "Events from one measurement to the next (default ${DEFAULT-VALUE}).")
  private long every;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    return SoakBench.run(settings(), spec.commandLine().getOut()) ? 0 : 1;
  }

  private SoakSettings settings() {
    try {
      return new SoakSettings(events, users, items, every);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
