package dev.millrace.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Benchmarks: figures beside a baseline of the same run. */
@Command(
    name = "bench",
    description = "Measure throughput, latency or memory, each beside a baseline.",
    subcommands = {
      BenchStreamsCommand.class,
      BenchSoakCommand.class,
      BenchDecodeCommand.class,
      BenchTrainCommand.class,
      BenchServingCommand.class
    })
final class BenchCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing command: streams, soak, decode, train or serving");
  }
}
