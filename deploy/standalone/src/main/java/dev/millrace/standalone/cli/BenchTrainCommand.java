package dev.millrace.standalone.cli;

import dev.millrace.standalone.bench.training.TrainBench;
import dev.millrace.standalone.bench.training.TrainSettings;
import dev.millrace.standalone.bench.training.Variant;
import dev.millrace.standalone.evaluate.Dataset;
import dev.millrace.standalone.evaluate.HitRule;
import dev.millrace.trainer.settings.TrainerSettings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Time and memory of training steps. */
@Command(
    name = "train",
    description = {
      "Time and memory of training steps by several losses, on the same rows in the same run: MSL, the",
      "same over the whole vocabulary, LML, the same as general-purpose trainers do it, and ILRec.",
      "Each takes its steps in a process of its own, as `trainer:` in the configuration says; peaks are",
      "the most memory that a process had in RAM from its first step on. Needs Linux."
    })
final class BenchTrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private DatasetOption dataset = new DatasetOption();

  @Option(
      names = "--vocabularies",
      split = ",",
      paramLabel = "TOKENS",
      defaultValue = "4000,128256",
      description =
          "Sizes of vocabularies, each measured by itself (default ${DEFAULT-VALUE}); titles have the same tokens in all.")
  private List<Integer> vocabularies = List.of();

  @Option(
      names = "--variants",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "msl,msl-dense,lml,lml-padded,ilrec",
      description = "Who takes part (default ${DEFAULT-VALUE}).")
  private List<String> variants = List.of();

  @Option(
      names = "--steps",
      defaultValue = "10",
      description = "Measured steps of each (default ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--batch",
      paramLabel = "EXAMPLES",
      description = "About how many examples a step learns from; as configured by default.")
  private Optional<Integer> batch = Optional.empty();

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    TrainSettings settings = UsageException.unlessAccepted(this::settings);
    Dataset data = dataset.read(new HitRule(true, false), "valid", err);
    new TrainBench(dataset.folder(), data, settings, spec.commandLine().getOut()).run(err);
    return 0;
  }

  private TrainSettings settings() {
    TrainerSettings configured = MillraceCommand.options(spec).load().config().trainer();
    return new TrainSettings(
        vocabularies,
        variants.stream().map(Variant::named).toList(),
        steps,
        batch.orElse(configured.offline().examplesPerStep()),
        configured);
  }
}
