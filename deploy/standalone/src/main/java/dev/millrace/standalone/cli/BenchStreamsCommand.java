package dev.millrace.standalone.cli;

import dev.millrace.standalone.bench.BenchSettings;
import dev.millrace.standalone.bench.StreamsBench;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Throughput and latency of the streams application. */
@Command(
    name = "streams",
    description = {
      "Events a second of the whole streams application, exactly-once, on an embedded broker of its own,",
      "beside a pass-through topology and a plain aggregate. Then streams and serving together: how many",
      "interactions a second become readable recommendations, with at most 5,000 unanswered, and how long",
      "one takes under a steady half of that, sender and readers on the same processors."
    })
final class BenchStreamsCommand implements Callable<Integer> {

  @Option(
      names = "--events",
      defaultValue = "1000000",
      description = "Interactions to work through (default ${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--users",
      defaultValue = "6000",
      description = "People they come from (default ${DEFAULT-VALUE}).")
  private int users;

  @Option(
      names = "--items",
      defaultValue = "6000",
      description = "Size of the catalogue (default ${DEFAULT-VALUE}).")
  private int items;

  @Option(
      names = "--partitions",
      defaultValue = "4",
      description = "Partitions of every topic (default ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description =
          "Times each topology is measured; medians are compared, 0 leaves it out (default ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--latency-seconds",
      defaultValue = "60",
      description = "Length of the steady load (default ${DEFAULT-VALUE}).")
  private int latencySeconds;

  @Option(
      names = "--load",
      defaultValue = "0",
      description = {
        "Measure only latency, under so many interactions a second",
        "(default: throughput first, then latency under half of it)."
      })
  private int load;

  @Option(
      names = "--load-of",
      defaultValue = "pipeline",
      description = {
        "Half of which maximum the steady load is: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).",
        "Half of what streams do alone is more, and serving, sender and readers come on top."
      })
  private BenchSettings.LoadOf loadOf = BenchSettings.LoadOf.PIPELINE;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    StreamsBench.run(settings(), spec.commandLine().getOut());
    return 0;
  }

  private BenchSettings settings() {
    try {
      BenchSettings.Latency latency = new BenchSettings.Latency(latencySeconds, load, loadOf);
      return new BenchSettings(events, users, items, partitions, rounds, latency);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
