package dev.millrace.standalone.cli;

import dev.millrace.standalone.bench.training.TrainBench;
import dev.millrace.standalone.bench.training.TrainSettings;
import dev.millrace.standalone.bench.training.Variant;
import dev.millrace.standalone.data.UnreadableDataException;
import dev.millrace.standalone.evaluate.Dataset;
import dev.millrace.standalone.evaluate.DatasetReader;
import dev.millrace.standalone.evaluate.HitRule;
import dev.millrace.trainer.settings.TrainerSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
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

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "DIR",
      description = "Folder with items.csv, train.csv, valid.csv and test.csv.")
  private Path dataset = Path.of("");

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
    TrainSettings settings = accepted(this::settings);
    Dataset data = accepted(this::read);
    new TrainBench(dataset, data, settings, spec.commandLine().getOut())
        .run(spec.commandLine().getErr());
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

  private Dataset read() {
    return new DatasetReader(
            dataset,
            new HitRule(true, false),
            text -> spec.commandLine().getErr().println("millrace: " + text))
        .read("valid");
  }

  private static <T> T accepted(Supplier<T> action) {
    try {
      return action.get();
    } catch (IllegalArgumentException | UnreadableDataException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
