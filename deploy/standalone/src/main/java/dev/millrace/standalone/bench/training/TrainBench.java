package dev.millrace.standalone.bench.training;

import dev.millrace.model.catalogue.TitledItem;
import dev.millrace.model.init.InitProgress;
import dev.millrace.model.init.InitialModel;
import dev.millrace.model.init.ModelInitializer;
import dev.millrace.model.llm.DecoderConfig;
import dev.millrace.standalone.bench.BenchmarkException;
import dev.millrace.standalone.bench.TemporaryFolder;
import dev.millrace.standalone.evaluate.Dataset;
import dev.millrace.trainer.example.RowBatches;
import dev.millrace.trainer.example.TrainingRow;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Training steps of a model that is made for the occasion, by several losses. */
public final class TrainBench {

  private final Path folder;
  private final Dataset dataset;
  private final TrainSettings settings;
  private final PrintWriter out;

  /**
   * @param folder the data set's
   * @param dataset what was read from it
   * @param out where figures go as they come
   */
  public TrainBench(Path folder, Dataset dataset, TrainSettings settings, PrintWriter out) {
    this.folder = folder;
    this.dataset = dataset;
    this.settings = settings;
    this.out = out;
  }

  /**
   * Measures.
   *
   * @param progress takes a line now and then
   * @throws BenchmarkException if the system does not tell the peak of memory
   */
  public void run(PrintWriter progress) {
    if (!PeakMemory.isKnown()) {
      throw new BenchmarkException("Peaks of memory are read from /proc, which this system lacks");
    }
    try (TemporaryFolder temporary = TemporaryFolder.create()) {
      Path model = temporary.path().resolve("model");
      long seed = settings.trainer().optimization().seed();
      DecoderConfig config =
          new ModelInitializer(
                  new InitialModel(
                      settings.trainer().offline().size(), settings.learnedTokens(), seed),
                  InitProgress.silent())
              .write(dataset.titles().stream().map(TitledItem::title).toList(), model, false);
      introduce(config, model);
      TrainReport report = new TrainReport(out, library(task(model, config)));
      for (int vocabulary : settings.vocabularies()) {
        measure(task(model, config.withVocabularySize(vocabulary)), report, progress);
      }
    }
  }

  private WorkerTask task(Path model, DecoderConfig config) {
    return new WorkerTask(
        folder.toString(),
        model.toString(),
        config.vocabularySize(),
        null,
        settings.examples(),
        settings.trainer().prompt(),
        settings.trainer().optimization());
  }

  private static long library(WorkerTask task) {
    try (WorkerProcess worker = WorkerProcess.start(task)) {
      return worker.ask(Worker.PEAK)[0];
    }
  }

  private void introduce(DecoderConfig config, Path model) {
    TrainingData data =
        TrainingData.of(dataset, model, settings.trainer().prompt(), settings.epoch());
    List<TrainingRow> rows = data.batches().stream().flatMap(List::stream).toList();
    long examples = rows.stream().mapToLong(row -> row.examples().size()).sum();
    double steps = data.batches().size();
    out.printf(
        "data       %s: %,d examples in %,d rows, titles of %,d different tokens%n",
        dataset.name(), examples, rows.size(), config.vocabularySize());
    out.printf(
        "steps      %.0f examples, %.0f tokens, %.0f responses, %.0f of them choices; %.0f %% padding%n",
        examples / steps,
        rows.stream().mapToLong(TrainingRow::length).sum() / steps,
        ResponseTokens.all(rows).count() / steps,
        ResponseTokens.choices(rows, data.context().trie()).size() / steps,
        100 * RowBatches.padding(data.batches()));
    out.printf(
        "model      %d layers, width %d, one matrix for embedding and head; at most %,d tokens at once%n",
        config.layers(), config.hiddenSize(), settings.trainer().optimization().partTokens());
    out.printf(
        "processes  one for each variant, in turn step by step; OMP_NUM_THREADS %s%n",
        Objects.requireNonNullElse(System.getenv("OMP_NUM_THREADS"), "not set"));
    out.flush();
  }

  private void measure(WorkerTask task, TrainReport report, PrintWriter progress) {
    DecoderConfig config =
        DecoderConfig.read(Path.of(task.model())).withVocabularySize(task.vocabulary());
    try (Contest contest = Contest.start(task, settings.variants())) {
      out.printf(
          "%nvocabulary %,d: %,d parameters, %d steps each%n",
          task.vocabulary(), config.parameters(), settings.steps());
      report.print(contest.run(settings.steps(), step -> tell(progress, task, step)));
    }
  }

  private void tell(PrintWriter progress, WorkerTask task, int step) {
    progress.printf(
        "vocabulary %,d: step %d of %d%s%n",
        task.vocabulary(), step, settings.steps(), step == 0 ? " (warming up)" : "");
    progress.flush();
  }
}
