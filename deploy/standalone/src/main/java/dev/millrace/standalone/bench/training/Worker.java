package dev.millrace.standalone.bench.training;

import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.DecoderConfig;
import dev.millrace.model.llm.DecoderOptions;
import dev.millrace.model.llm.MatrixProducts;
import dev.millrace.model.llm.TensorEngine;
import dev.millrace.standalone.bench.ProcessCpu;
import dev.millrace.standalone.bench.products.MatrixProduct;
import dev.millrace.standalone.bench.products.ProductTimer;
import dev.millrace.standalone.evaluate.DatasetReader;
import dev.millrace.standalone.evaluate.HitRule;
import dev.millrace.trainer.example.RowBatches;
import dev.millrace.trainer.example.TrainingRow;
import dev.millrace.trainer.learning.EpochOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Entry point of the process that takes the steps of one variant. It says "ready", then answers
 * each line of standard input with one line, and ends with standard input.
 */
public final class Worker {

  static final String READY = "ready";

  /** Takes the next step: nanoseconds, those of all processors together, tokens, examples. */
  static final String STEP = "step";

  /**
   * Takes the next step and then its matrix products alone: processors' nanoseconds of both, for
   * they are not measured at the same time, and operations.
   */
  static final String PRODUCTS = "products";

  /** The most bytes in RAM since it was ready. */
  static final String PEAK = "peak";

  private final WorkerTask task;
  private final TrainingData data;
  private final Decoder decoder;
  private final Stepper stepper;
  private int steps;

  private Worker(WorkerTask task, Variant variant, TrainingData data, Decoder decoder) {
    this.task = task;
    this.data = data;
    this.decoder = decoder;
    this.stepper = new Steppers(decoder, data.context(), task.optimization()).of(variant);
  }

  /**
   * @param arguments the task in JSON
   * @throws IOException if the other side is gone
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err);
    WorkerTask task = WorkerTask.ofJson(arguments[0]);
    Variant variant = task.variant();
    if (variant == null) {
      DecoderOptions.cpu();
      TensorEngine.start().newBaseManager().close();
      answer(answers, line -> reply(line));
      return;
    }
    DecoderConfig config =
        DecoderConfig.read(Path.of(task.model())).withVocabularySize(task.vocabulary());
    TrainingData data = data(task);
    DecoderOptions options = DecoderOptions.cpu().withDropout(task.optimization().dropout());
    try (Decoder decoder = Decoder.random(config, options, task.optimization().seed())) {
      Worker worker = new Worker(task, variant, data, decoder);
      answer(answers, line -> worker.reply(variant, line));
    }
  }

  private interface Replies {
    String to(String line);
  }

  private static void answer(PrintStream answers, Replies replies) throws IOException {
    PeakMemory.reset();
    answers.println(READY);
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      answers.println(replies.to(line));
    }
  }

  private static TrainingData data(WorkerTask task) {
    return TrainingData.of(
        new DatasetReader(Path.of(task.dataset()), new HitRule(true, false), text -> {})
            .read("valid"),
        Path.of(task.model()),
        task.prompt(),
        new EpochOptions(1, 1, task.examples(), task.optimization().seed()));
  }

  private static String reply(String line) {
    if (line.equals(PEAK)) {
      return String.valueOf(PeakMemory.bytes());
    }
    throw new IllegalArgumentException("There is no answer to " + line);
  }

  private String reply(Variant variant, String line) {
    return switch (line) {
      case STEP -> {
        List<TrainingRow> rows = data.batch(steps);
        long cpu = ProcessCpu.nanos();
        long nanos = nanos(rows);
        cpu = ProcessCpu.nanos() - cpu;
        yield "%d %d %d %d".formatted(nanos, cpu, tokens(rows), examples(rows));
      }
      case PRODUCTS -> products(variant, data.batch(steps));
      default -> reply(line);
    };
  }

  private long nanos(List<TrainingRow> rows) {
    long start = System.nanoTime();
    stepper.step(rows);
    steps++;
    return System.nanoTime() - start;
  }

  private String products(Variant variant, List<TrainingRow> rows) {
    StepProducts shapes = new StepProducts(variant, decoder.config(), data.context().trie());
    List<MatrixProduct> products =
        RowBatches.byTokens(rows, task.optimization().partTokens()).stream()
            .flatMap(part -> shapes.of(part).stream())
            .toList();
    long cpu = ProcessCpu.nanos();
    stepper.step(rows);
    steps++;
    cpu = ProcessCpu.nanos() - cpu;
    try (ProductTimer timer = new ProductTimer(decoder.manager(), MatrixProducts.standard())) {
      double operations = products.stream().mapToDouble(MatrixProduct::operations).sum();
      return "%d %d %.0f".formatted(cpu, timer.measure(products).cpuNanos(), operations);
    }
  }

  private static long tokens(List<TrainingRow> rows) {
    return rows.stream().mapToLong(TrainingRow::length).sum();
  }

  private static long examples(List<TrainingRow> rows) {
    return rows.stream().mapToLong(row -> row.examples().size()).sum();
  }
}
