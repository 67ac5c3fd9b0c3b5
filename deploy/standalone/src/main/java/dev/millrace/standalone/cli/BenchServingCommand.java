package dev.millrace.standalone.cli;

import dev.millrace.model.init.InitialModel;
import dev.millrace.model.init.ModelSize;
import dev.millrace.standalone.bench.CatalogueBench;
import dev.millrace.standalone.bench.RefinedLaneBench;
import dev.millrace.standalone.bench.decoding.DecodeData;
import dev.millrace.standalone.bench.decoding.DecodeSettings;
import dev.millrace.standalone.bench.decoding.RankingBench;
import dev.millrace.standalone.bench.decoding.SwapBench;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Throughput of the refined lane. */
@Command(
    name = "serving",
    description = {
      "Users a second whose lists language model and collaborative model make together, as serving does",
      "it, beside the collaborative lane alone and beside a naive loop around the same random model: one",
      "user at a time, full-vocabulary head, prompt cache copied per beam."
    })
final class BenchServingCommand implements Callable<Integer> {

  @Mixin private DecodeOptions options = new DecodeOptions();

  @Option(
      names = "--candidates",
      defaultValue = "30",
      description = "That each model proposes, and width of the beam (default ${DEFAULT-VALUE}).")
  private int candidates;

  @Option(
      names = "--swaps",
      paramLabel = "NUMBER",
      description = {
        "Instead: swap checkpoints of a model of size small so often, print the memory of the process,",
        "and exit with 1 when it keeps growing."
      })
  private Optional<Integer> swaps = Optional.empty();

  @Option(
      names = "--kafka",
      paramLabel = "USERS",
      description = {
        "Instead: from end to end, through a broker, with a model of size tiny and so many users in each",
        "measurement."
      })
  private Optional<Integer> kafka = Optional.empty();

  @Option(
      names = "--catalogue",
      paramLabel = "ITEMS",
      description = {
        "Instead: through a broker, with a model of size tiny and so many invented items: the memory of",
        "an item, the time until a checkpoint is ready, and of lists while items change."
      })
  private Optional<Integer> catalogue = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (candidates < 1) {
      throw new UsageException("--candidates must be at least 1, but was " + candidates);
    }
    DecodeSettings settings = options.settings(candidates);
    if (catalogue.isPresent()) {
      measureCatalogue(settings, catalogue.get());
      return 0;
    }
    DecodeData data = options.data();
    if (swaps.isPresent()) {
      return swap(data, settings, swaps.get()) ? 0 : 1;
    }
    if (kafka.isPresent()) {
      endToEnd(data, settings, kafka.get());
      return 0;
    }
    new RankingBench(data, settings, spec.commandLine().getOut()).run(spec.commandLine().getErr());
    return 0;
  }

  private void measureCatalogue(DecodeSettings settings, int items) {
    if (items < 1) {
      throw new UsageException("--catalogue takes at least 1 item, but was " + items);
    }
    new CatalogueBench(items, tiny(settings), spec.commandLine().getOut()).run();
  }

  private static InitialModel tiny(DecodeSettings settings) {
    return new InitialModel(ModelSize.TINY, settings.shape().vocabulary(), settings.seed());
  }

  private void endToEnd(DecodeData data, DecodeSettings settings, int users) {
    if (users < 1 || data.histories().isEmpty()) {
      throw new UsageException("--kafka takes at least 1 user, and histories by --cases");
    }
    new RefinedLaneBench(data, tiny(settings), users, spec.commandLine().getOut())
        .run(settings.batches());
  }

  private boolean swap(DecodeData data, DecodeSettings settings, int times) {
    if (times < SwapBench.SAMPLES) {
      throw new UsageException(
          "--swaps must be at least %d, but was %d".formatted(SwapBench.SAMPLES, times));
    }
    InitialModel shape =
        new InitialModel(ModelSize.SMALL, settings.shape().vocabulary(), settings.seed());
    return new SwapBench(data, shape, spec.commandLine().getOut()).run(times);
  }
}
