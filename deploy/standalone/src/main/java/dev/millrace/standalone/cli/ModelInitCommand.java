package dev.millrace.standalone.cli;

import dev.millrace.avro.Item;
import dev.millrace.model.init.InitProgress.Part;
import dev.millrace.model.init.InitialModel;
import dev.millrace.model.init.InitializationException;
import dev.millrace.model.init.ModelInitializer;
import dev.millrace.model.init.ModelSize;
import dev.millrace.model.llm.DecoderConfig;
import dev.millrace.standalone.data.BadRows;
import dev.millrace.standalone.data.ItemReader;
import dev.millrace.standalone.data.RowStream;
import dev.millrace.standalone.data.UnreadableDataException;
import dev.millrace.standalone.doctor.Causes;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Spliterators;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a language model that has learned nothing yet. */
@Command(
    name = "init",
    description = {
      "Make a language model for a catalogue: a tokenizer learned from the titles, and random weights to",
      "train from, in Hugging Face layout. The same items and seed give the same bytes."
    })
final class ModelInitCommand implements Callable<Integer> {

  @Option(
      names = "--items",
      required = true,
      paramLabel = "FILE",
      description = "Items with titles: items.csv, or a MovieLens films file.")
  private Path items = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Directory of the new model.")
  private Path out = Path.of("");

  @Option(
      names = "--size",
      defaultValue = "tiny",
      description = {
        "tiny (4 layers of 128, 1.2 million parameters), small (8 of 256, 7.9 million) or base",
        "(12 of 512, 43.6 million); default ${DEFAULT-VALUE}."
      })
  private ModelSize size = ModelSize.TINY;

  @Option(
      names = "--vocabulary",
      paramLabel = "N",
      description = "Most tokens to learn; default 4000 for tiny, 8000 for small, 16000 for base.")
  private Optional<Integer> vocabulary = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Seed of the weights (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--force", description = "Replace the model that is in the directory.")
  private boolean force;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try {
      print(write(wanted()));
      return 0;
    } catch (UnreadableDataException | InitializationException e) {
      throw new UsageException(Causes.of(e));
    }
  }

  private InitialModel wanted() {
    try {
      return new InitialModel(size, vocabulary.orElse(size.vocabularySize()), seed);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--vocabulary: " + e.getMessage());
    }
  }

  private DecoderConfig write(InitialModel wanted) {
    PrintWriter err = spec.commandLine().getErr();
    BadRows badRows = new BadRows(row -> err.println("millrace: " + items + ": " + row));
    try (WorkProgress progress = new WorkProgress(err, Ansi.AUTO.enabled());
        RowStream<Item> rows = ItemReader.open(items, badRows)) {
      return new ModelInitializer(
              wanted, (part, done, total) -> progress.show(label(part), done, total))
          .write(titles(rows), out, force);
    }
  }

  private static String label(Part part) {
    return switch (part) {
      case TITLES -> "reading titles";
      case TOKENS -> "learning tokens";
      case WEIGHTS -> "writing weights";
    };
  }

  private static Iterable<String> titles(RowStream<Item> rows) {
    return () ->
        StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, 0), false)
            .map(Item::getTitle)
            .iterator();
  }

  private void print(DecoderConfig config) {
    PrintWriter print = spec.commandLine().getOut();
    print.printf(
        Locale.ROOT,
        "%s: %d layers of %d, %,d tokens, context %,d, %,d parameters%n",
        out,
        config.layers(),
        config.hiddenSize(),
        config.vocabularySize(),
        config.maximumPositions(),
        config.parameters());
    print.println("`millrace model inspect " + out + "` says more.");
  }
}
