package dev.millrace.standalone.cli;

import dev.millrace.standalone.bench.decoding.DecodeBench;
import dev.millrace.standalone.bench.decoding.DecodeSettings;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Throughput of constrained decoding. */
@Command(
    name = "decode",
    description = {
      "Users a second for whom a language model generates a list of catalogue items, beside a",
      "straightforward implementation (full-vocabulary head, prompt cache repeated per beam, a forward",
      "pass per token) with the same random model in the same run."
    })
final class BenchDecodeCommand implements Callable<Integer> {

  @Mixin private DecodeOptions options = new DecodeOptions();

  @Option(
      names = "--beam",
      defaultValue = "10",
      description = "Width of the beam and length of the lists (default ${DEFAULT-VALUE}).")
  private int beam;

  @Option(
      names = "--soak",
      paramLabel = "DECODES",
      description = {
        "Instead: decode so many batches, print the memory of the process, and exit with 1 when it",
        "keeps growing."
      })
  private Optional<Integer> soak = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (soak.isPresent() && soak.get() < DecodeBench.FEWEST_DECODES) {
      throw new UsageException(
          "--soak must be at least %d, but was %d"
              .formatted(DecodeBench.FEWEST_DECODES, soak.get()));
    }
    DecodeSettings settings = options.settings(beam);
    DecodeBench bench = new DecodeBench(options.data(), settings, spec.commandLine().getOut());
    if (soak.isPresent()) {
      return bench.soak(soak.get()) ? 0 : 1;
    }
    bench.run(spec.commandLine().getErr());
    return 0;
  }
}
