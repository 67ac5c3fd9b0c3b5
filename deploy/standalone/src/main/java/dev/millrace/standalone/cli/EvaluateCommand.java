package dev.millrace.standalone.cli;

import dev.millrace.model.sequential.NetworkRecommender;
import dev.millrace.model.sequential.NextItemLoss;
import dev.millrace.model.sequential.SequentialRecommender;
import dev.millrace.model.sequential.TrainingOptions;
import dev.millrace.standalone.evaluate.Candidate;
import dev.millrace.standalone.evaluate.Candidates;
import dev.millrace.standalone.evaluate.Dataset;
import dev.millrace.standalone.evaluate.Evaluation;
import dev.millrace.standalone.evaluate.FinishedRuns;
import dev.millrace.standalone.evaluate.HitRule;
import dev.millrace.standalone.evaluate.Outcome;
import dev.millrace.standalone.evaluate.Progress;
import dev.millrace.standalone.evaluate.RunFile;
import dev.millrace.trainer.settings.TrainerSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains recommenders and compares them on held-out cases. */
@Command(
    name = "evaluate",
    description = {
      "Let recommenders learn from a data set's train.csv, stop early on valid.csv, and judge them by",
      "the rank of what came next among all items. Equal scores are ordered by item id; a target that",
      "a list does not have counts 0. Language models are made and trained as `trainer:` in the",
      "configuration says, and judged alone and fused with the transitions."
    })
final class EvaluateCommand implements Callable<Integer> {

  private enum Split {
    TEST,
    VALID;

    String fileName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private enum Match {
    TITLE,
    ITEM
  }

  private enum Loss {
    FULL,
    SAMPLED,
    BCE
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private DatasetOption dataset = new DatasetOption();

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "popularity,transitions,sasrec,gru4rec,caser",
      description = "Who takes part, between commas; default ${DEFAULT-VALUE}.")
  private List<String> models = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = "Trainings of each network; mean and deviation are shown; default 1.")
  private int seeds;

  @Option(
      names = "--split",
      defaultValue = "test",
      description = "Cases to judge by: ${COMPLETION-CANDIDATES}; default test.")
  private Split split = Split.TEST;

  @Option(
      names = "--match",
      defaultValue = "title",
      description =
          "What is a hit: any item with the target's title, or the target alone; default title.")
  private Match match = Match.TITLE;

  @Option(
      names = "--exclude-seen",
      description = "Leave the items of the history out of the lists; they are in otherwise.")
  private boolean excludeSeen;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "30",
      description = "Passes of networks over the training data at most; default ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--patience",
      paramLabel = "N",
      defaultValue = "3",
      description = "Epochs of networks without a better valid NDCG@10 to stop after; default 3.")
  private int patience;

  @Option(
      names = "--loss",
      defaultValue = "full",
      description =
          "Softmax over all items, over 512 drawn ones, or binary cross-entropy with one negative:"
              + " ${COMPLETION-CANDIDATES}; default full.")
  private Loss loss = Loss.FULL;

  @Option(names = "--json", description = "Print JSON with every run instead of a table.")
  private boolean json;

  @Option(
      names = "--export",
      paramLabel = "DIR",
      description = "Write each trained network there, as MODEL-SEED.safetensors.")
  private Optional<Path> export = Optional.empty();

  @Option(
      names = "--runs",
      paramLabel = "FILE",
      description =
          "Keep each finished run in a file, and do not make those again that it has by the same"
              + " settings: a long table can be made in several sittings.")
  private Optional<Path> runs = Optional.empty();

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    TrainerSettings trainer = MillraceCommand.options(spec).load().config().trainer();
    List<Candidate> candidates = UsageException.unlessAccepted(() -> candidates(trainer));
    HitRule rule = new HitRule(match == Match.TITLE, excludeSeen);
    Dataset data = dataset.read(rule, split.fileName(), err);
    export.ifPresent(EvaluateCommand::createFolder);
    err.printf(
        "%s: %,d items, %,d training sequences, %,d valid cases, %,d judged%n",
        data.name(),
        data.items().size(),
        data.training().size(),
        data.valid().size(),
        data.judged().size());
    FinishedRuns finished =
        UsageException.unlessAccepted(() -> finishedRuns(data.name() + " " + rule, trainer));
    print(
        data,
        new Evaluation(
                data, new Evaluation.Schedule(seeds, finished), new Progress(err), this::export)
            .run(candidates));
    return 0;
  }

  private List<Candidate> candidates(TrainerSettings trainer) {
    if (seeds < 1) {
      throw new UsageException("--seeds is at least 1; found " + seeds);
    }
    training(1);
    return new Candidates(this::training, trainer).named(models);
  }

  /** Named by all that decides what comes of a run. */
  private FinishedRuns finishedRuns(String data, TrainerSettings trainer) {
    String settings =
        Stream.of(
                data,
                split.fileName(),
                training(0),
                trainer.objective(),
                trainer.optimization(),
                trainer.prompt(),
                trainer.judging(),
                trainer.offline())
            .map(Object::toString)
            .collect(Collectors.joining("; "));
    return runs.<FinishedRuns>map(file -> new RunFile(file, settings))
        .orElseGet(FinishedRuns::none);
  }

  private static void createFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UsageException("--export %s cannot be created: %s".formatted(folder, e));
    }
  }

  private TrainingOptions training(long seed) {
    return TrainingOptions.defaults(seed)
        .withEpochs(epochs, patience)
        .withLoss(
            switch (loss) {
              case FULL -> new NextItemLoss.FullSoftmax();
              case SAMPLED -> new NextItemLoss.SampledSoftmax(512);
              case BCE -> new NextItemLoss.BinaryCrossEntropy(1);
            });
  }

  private void export(String name, SequentialRecommender recommender) {
    if (export.isPresent() && recommender instanceof NetworkRecommender trained) {
      trained.network().save(export.get().resolve(name + ".safetensors"));
    }
  }

  private void print(Dataset data, List<Outcome> outcomes) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(EvaluationJson.of(data, split.fileName(), outcomes));
    } else {
      EvaluationTable.lines(outcomes).forEach(out::println);
    }
  }
}
