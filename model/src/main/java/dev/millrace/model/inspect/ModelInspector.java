package dev.millrace.model.inspect;

import dev.millrace.model.llm.DecoderConfig;
import dev.millrace.model.lora.LoraConfig;
import dev.millrace.model.tokenizer.JsonTokenizer;
import dev.millrace.model.weights.WeightDirectory;
import dev.millrace.model.weights.WeightSource;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a directory in Hugging Face or PEFT layout and checks that its files belong together.
 * Weights are mapped and read once, never loaded: memory does not depend on the model's size.
 */
public final class ModelInspector {

  private final Path directory;
  private final InspectionProgress progress;
  private final Findings findings = new Findings();

  private ModelInspector(Path directory, InspectionProgress progress) {
    this.directory = directory;
    this.progress = progress;
  }

  /**
   * Looks into a directory; whatever is wrong in it becomes a finding.
   *
   * @param directory of a model or an adapter
   * @param base the directory of the decoder that an adapter is for; null if it is not at hand
   * @param progress is told how far the weights are read
   */
  public static ModelReport inspect(
      Path directory, @Nullable Path base, InspectionProgress progress) {
    return new ModelInspector(directory, progress).inspect(base);
  }

  private ModelReport inspect(@Nullable Path base) {
    boolean isAdapter = AdapterInspector.isIn(directory);
    if (isAdapter && !Files.exists(directory.resolve(DecoderConfig.FILE))) {
      return inspectAdapter(base);
    }
    ConfigurationInspector configuration = new ConfigurationInspector(directory, findings);
    DecoderConfig config = configuration.inspect();
    StoredWeights weights = weights(config);
    if (config != null && weights != null) {
      configuration.compareType(weights);
    }
    TokenizerSummary tokenizer = tokenizer(config);
    if (isAdapter) {
      findings.note("adapter", "there is an adapter beside the model; it is not looked into");
    }
    return new ModelReport(
        directory.toString(),
        config == null ? null : Architecture.of(config),
        config == null ? null : ParameterCount.of(config),
        config == null ? null : MemoryNeed.of(config),
        weights,
        tokenizer,
        null,
        findings.all());
  }

  private ModelReport inspectAdapter(@Nullable Path base) {
    AdapterInspector inspector = new AdapterInspector(directory, findings, progress);
    LoraConfig adapter = inspector.config();
    DecoderConfig decoder =
        base == null ? null : findings.read("base", () -> DecoderConfig.read(base));
    StoredWeights weights = adapter == null ? null : inspector.weights(adapter, decoder);
    return new ModelReport(
        directory.toString(),
        null,
        null,
        null,
        weights,
        null,
        adapter == null ? null : AdapterSummary.of(adapter),
        findings.all());
  }

  private @Nullable StoredWeights weights(@Nullable DecoderConfig config) {
    WeightSource opened = findings.read("weights", () -> WeightDirectory.open(directory));
    if (opened == null) {
      return null;
    }
    try (WeightSource source = opened) {
      StoredWeights weights =
          new WeightInspector(source, findings, progress)
              .inspect(config == null ? null : config.weightShapes());
      new StrayFiles(directory, findings).check(weights.files());
      return weights;
    }
  }

  private @Nullable TokenizerSummary tokenizer(@Nullable DecoderConfig config) {
    if (!JsonTokenizer.isIn(directory)) {
      findings.note("tokenizer", "there is no tokenizer.json: the model cannot read titles");
      return null;
    }
    JsonTokenizer opened = findings.read("tokenizer", () -> JsonTokenizer.load(directory));
    if (opened == null) {
      return null;
    }
    try (JsonTokenizer tokenizer = opened) {
      return new TokenizerInspector(tokenizer, findings).inspect(config);
    }
  }
}
