package dev.millrace.standalone.cli;

import dev.millrace.model.sequential.SequentialRecommender;
import dev.millrace.standalone.evaluate.Dataset;
import dev.millrace.standalone.evaluate.HitRule;
import dev.millrace.standalone.evaluate.LanguageModelTraining;
import dev.millrace.standalone.evaluate.LearningCurve;
import dev.millrace.standalone.evaluate.Outcome;
import dev.millrace.standalone.evaluate.Progress;
import dev.millrace.standalone.evaluate.Run;
import dev.millrace.standalone.evaluate.Scores;
import dev.millrace.standalone.evaluate.TrainedLanguageModel;
import dev.millrace.trainer.evaluation.FusedRecommender;
import dev.millrace.trainer.settings.TrainerSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains one language model from files and keeps it. */
@Command(
    name = "train",
    description = {
      "Make a language model from a data set's titles and let it learn from train.csv, as `trainer:` in",
      "the configuration says; stop when NDCG@10 on valid.csv gets no better, and keep the best.",
      "Writes model/ in Hugging Face layout, learning-curve.csv and learning-curve.png, and prints how",
      "it does on test.csv, alone and together with the transitions."
    })
final class TrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private DatasetOption dataset = new DatasetOption();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where to write; made if it is missing. An old model/ in it is replaced.")
  private Path out = Path.of("");

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    TrainerSettings settings = MillraceCommand.options(spec).load().config().trainer();
    Dataset data = dataset.read(new HitRule(true, false), "test", err);
    createFolder();
    String name = settings.objective().name();
    long seed = settings.optimization().seed();
    LearningCurve curve =
        new LearningCurve(
            name + " on " + data.name(),
            new Progress(err).ofLanguageModel(name, seed, settings.offline().epochs()));
    long start = System.nanoTime();
    try (TrainedLanguageModel trained =
        new LanguageModelTraining(data, settings.objective().config(), settings, seed).run(curve)) {
      double seconds = (System.nanoTime() - start) / 1e9;
      trained.save(out.resolve("model"));
      curve.write(out);
      report(data, trained, new Judged(name, seed, seconds));
    } catch (IOException e) {
      throw new UncheckedIOException("The model cannot be written to " + out, e);
    }
    return 0;
  }

  private record Judged(String name, long seed, double seconds) {}

  private void report(Dataset data, TrainedLanguageModel trained, Judged judged) {
    Outcome alone = outcome(judged.name(), data, trained, judged);
    FusedRecommender both = trained.fused();
    new Progress(spec.commandLine().getErr()).fused(judged.name(), judged.seed(), both.form());
    Outcome fused = outcome(judged.name() + " + transitions", data, both, judged);
    PrintWriter out = spec.commandLine().getOut();
    EvaluationTable.lines(List.of(alone, fused)).forEach(out::println);
  }

  private static Outcome outcome(
      String name, Dataset data, SequentialRecommender recommender, Judged judged) {
    Scores scores = Scores.of(recommender.ranks(data.judged()));
    return new Outcome(
        name,
        List.of(new Run(judged.seed(), scores, judged.seconds(), recommender.parameterCount())));
  }

  private void createFolder() {
    try {
      Files.createDirectories(out);
    } catch (IOException e) {
      throw new UsageException("--out %s cannot be created: %s".formatted(out, e));
    }
  }
}
