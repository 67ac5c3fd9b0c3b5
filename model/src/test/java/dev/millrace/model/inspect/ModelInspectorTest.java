package dev.millrace.model.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.millrace.model.init.InitProgress;
import dev.millrace.model.init.InitialModel;
import dev.millrace.model.init.ModelInitializer;
import dev.millrace.model.init.ModelSize;
import dev.millrace.model.inspect.Finding.Level;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.DecoderConfig;
import dev.millrace.model.llm.DecoderOptions;
import dev.millrace.model.llm.RandomWeights;
import dev.millrace.model.llm.RotaryEmbedding;
import dev.millrace.model.llm.SmallModels;
import dev.millrace.model.lora.LoraAdapter;
import dev.millrace.model.lora.LoraConfig;
import dev.millrace.model.lora.LoraTargets;
import dev.millrace.model.parity.ParityFixture;
import dev.millrace.model.tokenizer.Titles;
import dev.millrace.model.weights.SafetensorsWriter;
import dev.millrace.model.weights.TensorContent;
import dev.millrace.model.weights.TensorInfo;
import dev.millrace.model.weights.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelInspectorTest {

  private static final String WEIGHTS = "model.safetensors";
  private static final String NORM = "model.norm.weight";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private Path model = Path.of("");

  @BeforeEach
  void writeModel() {
    model = folder.resolve("model");
    new ModelInitializer(new InitialModel(ModelSize.TINY, 300, 1), InitProgress.silent())
        .write(Titles.random(3, 100), model, false);
  }

  @Test
  void shouldFindNothingWrongWithANewModel() {
    ModelReport report = inspect(model);

    assertThat(report.findings()).extracting(Finding::level).containsOnly(Level.OK);
    assertThat(report.findings())
        .extracting(Finding::check)
        .contains("configuration", "tensors", "values", "tokenizer", "vocabulary");
    Architecture architecture = Objects.requireNonNull(report.architecture());
    assertThat(architecture.layers()).isEqualTo(4);
    assertThat(architecture.keyValueHeads()).isEqualTo(2);
    assertThat(architecture.context()).isEqualTo(ModelSize.CONTEXT);
    assertThat(Objects.requireNonNull(report.tokenizer()).end())
        .isEqualTo(new TokenizerSummary.Special(2, "<|eos|>"));
  }

  @Test
  void shouldCountParametersAndBytes() {
    ModelReport report = inspect(model);
    // Query and output 128 · 128, key and value 128 · 64; three matrices of 128 · 352; two norms.
    long attention = 4 * (2 * 128 * 128 + 2 * 128 * 64);
    long feedForward = 4 * 3 * 128 * 352;
    long norms = 4 * 2 * 128 + 128;
    long total = 300 * 128 + attention + feedForward + norms;

    assertThat(report.parameters())
        .isEqualTo(new ParameterCount(total, 300 * 128, attention, feedForward, norms, 0));
    // Keys and values of 2 heads of 32 in 4 layers.
    assertThat(report.memory())
        .isEqualTo(new MemoryNeed(4 * total, 2 * total, 4 * 2 * 4 * 64, 2 * 2 * 4 * 64));
    assertThat(Objects.requireNonNull(report.weights()).bytes()).isEqualTo(4 * total);
    assertThat(report.weights().types()).containsExactly(Map.entry(TensorType.F32, 38));
  }

  @Test
  void shouldTellOfEveryFixtureOfTheReferenceImplementationThatItIsSound() {
    assumeThat(ParityFixture.all()).as("fixtures in %s", ParityFixture.places()).isNotEmpty();
    for (ParityFixture fixture : ParityFixture.all()) {
      ModelReport report = inspect(fixture.directory());
      assertThat(report.problems()).as(fixture.toString()).isEmpty();
      assertThat(report.architecture()).as(fixture.toString()).isNotNull();

      ModelReport adapter =
          ModelInspector.inspect(fixture.adapter(), fixture.directory(), (done, total) -> {});
      assertThat(adapter.findings()).extracting(Finding::level).containsOnly(Level.OK);
      assertThat(Objects.requireNonNull(adapter.adapter()).rank()).isEqualTo(4);
    }
  }

  @Test
  void shouldTellOfPositionsAndWindows() {
    List<String> told = new ArrayList<>();
    for (RotaryEmbedding rope :
        List.of(
            new RotaryEmbedding.Linear(10_000, 2),
            new RotaryEmbedding.Llama3(500_000, 8, 1, 4, 64))) {
      windowed(rope).write(model);
      Architecture architecture = Objects.requireNonNull(inspect(model).architecture());
      assertThat(architecture.window()).isEqualTo(16);
      assertThat(architecture.windowedLayers()).isEqualTo(3);
      told.add(architecture.rope().scaling() + " by " + architecture.rope().factor());
    }

    assertThat(told).containsExactly("linear by 2.0", "llama3 by 8.0");
  }

  @Test
  void shouldListTensorsThatAreMissingUnexpectedOrMisshapen() {
    List<TensorContent> weights = weights();
    weights.removeIf(weight -> weight.info().name().equals(NORM));
    weights.add(tensor("model.extra", 1));
    weights.removeIf(weight -> weight.info().name().endsWith("layers.3.input_layernorm.weight"));
    weights.add(tensor("model.layers.3.input_layernorm.weight", new float[3]));
    SafetensorsWriter.write(model.resolve(WEIGHTS), weights);

    assertThat(problems(model))
        .containsExactly(
            "tensors: missing are [model.norm.weight]",
            "tensors: unexpected are [model.extra]",
            "tensors: model.layers.3.input_layernorm.weight is [128], but was [3]");
  }

  @Test
  void shouldCountValuesThatAreNoFiniteNumbersInEveryType() {
    float[] values = new float[128];
    values[0] = Float.NaN;
    values[5] = Float.POSITIVE_INFINITY;
    values[127] = Float.NEGATIVE_INFINITY;
    values[6] = Float.MAX_VALUE;
    values[7] = -Float.MIN_VALUE;
    replace(tensor(NORM, values));

    assertThat(problems(model))
        .containsExactly(
            "values: tensor model.norm.weight holds 3 values that are NaN or infinite");

    replace(halves(TensorType.F16, 0x7c00, 0xfc00, 0x7e01, 0x7bff, 0x0001));
    assertThat(problems(model)).singleElement().asString().contains("holds 3 values");
    replace(halves(TensorType.BF16, 0x7f80, 0xff80, 0xffff, 0x7f7f, 0x0001));
    assertThat(problems(model)).singleElement().asString().contains("holds 3 values");
    assertThat(inspect(model).findings())
        .anyMatch(finding -> finding.text().contains("not all have one element type"));
  }

  @Test
  void shouldTellWhenTheTokenizerBelongsToAnotherModel() throws IOException {
    Path other = folder.resolve("other");
    new ModelInitializer(new InitialModel(ModelSize.TINY, 310, 1), InitProgress.silent())
        .write(Titles.random(3, 100), other, false);
    Files.delete(model.resolve("tokenizer.json"));
    Files.copy(other.resolve("tokenizer.json"), model.resolve("tokenizer.json"));
    edit("config.json", "\"eos_token_id\" : 2", "\"eos_token_id\" : [0, 7]");
    edit("config.json", "\"bos_token_id\" : 1", "\"bos_token_id\" : 300");

    assertThat(problems(model))
        .containsExactly(
            "configuration: special tokens [300] lie outside the vocabulary of 300",
            "vocabulary: the tokenizer has 310 tokens, but the embedding only 300 rows",
            "special tokens: eos is 2 in the tokenizer, but config.json says [0, 7]",
            "special tokens: bos is 1 in the tokenizer, but config.json says 300");
    assertThat(inspect(model).findings())
        .anyMatch(
            finding ->
                finding
                    .text()
                    .equals("generation_config.json names [2] as eos, config.json [0, 7]"));
  }

  @Test
  void shouldTellWhatIsDamaged() throws IOException {
    edit("config.json", "\"model_type\" : \"llama\"", "\"model_type\" : \"gpt2\"");
    edit("tokenizer_config.json", "\"eos_token\":\"<|eos|>\"", "\"eos_token\":\"<end>\"");
    byte[] weights = Files.readAllBytes(model.resolve(WEIGHTS));
    Files.write(model.resolve(WEIGHTS), Arrays.copyOf(weights, weights.length - 1));

    assertThat(problems(model))
        .satisfiesExactly(
            problem -> assertThat(problem).contains("configuration: ", "config.json", "gpt2"),
            problem -> assertThat(problem).contains("weights: ", WEIGHTS, "outside"),
            problem -> assertThat(problem).contains("tokenizer: ", "eos_token", "<end>"));
  }

  @Test
  void shouldTellThatADirectoryHoldsNoModel() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThat(problems(empty))
        .satisfiesExactly(
            problem -> assertThat(problem).contains("config.json", "cannot be read"),
            problem -> assertThat(problem).contains("weights: ", "neither"));
  }

  @Test
  void shouldCompareShardsWithTheirIndex() throws IOException {
    List<TensorContent> weights = weights();
    Files.delete(model.resolve(WEIGHTS));
    SafetensorsWriter.writeSharded(model, weights, 1_000_000);
    assertThat(problems(model)).isEmpty();
    assertThat(Objects.requireNonNull(inspect(model).weights()).files()).hasSizeGreaterThan(2);

    edit("model.safetensors.index.json", "\"model.norm.weight\"", "\"model.gone.weight\"");
    assertThat(problems(model)).singleElement().asString().contains("weights: ", NORM, "index");
  }

  @Test
  void shouldNoteWhatIsNoPartOfTheModel() throws IOException {
    Files.writeString(model.resolve("pytorch_model.bin"), "", UTF_8);
    Files.delete(model.resolve("tokenizer.json"));
    edit("config.json", "\"hidden_act\"", "\"torch_dtype\" : \"bfloat16\", \"hidden_act\"");
    ModelReport report = inspect(model);

    assertThat(report.problems()).isEmpty();
    assertThat(report.findings())
        .filteredOn(finding -> finding.level() == Level.NOTE)
        .extracting(Finding::text)
        .containsExactly(
            "not read, and not part of the model: [pytorch_model.bin]",
            "config.json says bfloat16, but the weights are [F32]",
            "there is no tokenizer.json: the model cannot read titles");
  }

  @Test
  void shouldCheckAnAdapterAgainstItsBase() throws IOException {
    Path adapter = Files.createDirectory(folder.resolve("adapter"));
    LoraConfig config =
        new LoraConfig(4, 8, 0.1, true, new LoraTargets.Names(List.of("q_proj", "up_proj")));
    try (Decoder decoder = Decoder.load(model, DecoderOptions.cpu());
        LoraAdapter made = LoraAdapter.create(config, decoder, 1)) {
      made.write(adapter);
    }

    ModelReport report = inspect(adapter, model);
    assertThat(report.findings()).extracting(Finding::level).containsOnly(Level.OK);
    assertThat(report.adapter())
        .isEqualTo(new AdapterSummary(4, 8, 4, true, 0.1, List.of("q_proj", "up_proj")));
    assertThat(inspect(adapter).findings())
        .filteredOn(finding -> finding.level() == Level.NOTE)
        .singleElement()
        .satisfies(finding -> assertThat(finding.text()).contains("--base"));

    Path wider = folder.resolve("wider");
    new ModelInitializer(new InitialModel(ModelSize.SMALL, 300, 1), InitProgress.silent())
        .write(Titles.random(3, 100), wider, false);
    assertThat(inspect(adapter, wider).problems())
        .extracting(Finding::text)
        .anyMatch(text -> text.startsWith("missing are [base_model.model.model.layers.4."))
        .anyMatch(text -> text.endsWith("q_proj.lora_A.weight is [4, 256], but was [4, 128]"));
  }

  @Test
  void shouldTellHowFarItHasRead() {
    List<Long> read = new ArrayList<>();
    ModelInspector.inspect(
        model,
        null,
        (done, total) -> {
          assertThat(done).isLessThanOrEqualTo(total);
          read.add(done);
        });

    assertThat(read).hasSize(38).isSorted().last().isEqualTo(weightBytes());
  }

  private static DecoderConfig windowed(RotaryEmbedding rope) {
    DecoderConfig plain = SmallModels.config(16);
    return new DecoderConfig(
        plain.modelType(),
        plain.vocabularySize(),
        plain.hiddenSize(),
        plain.intermediateSize(),
        plain.layers(),
        plain.attention(),
        rope,
        plain.normEpsilon(),
        plain.feedForwardBias(),
        plain.tiedHead(),
        plain.maximumPositions(),
        plain.initializerRange(),
        plain.tokens());
  }

  private long weightBytes() {
    return Objects.requireNonNull(inspect(model).weights()).bytes();
  }

  private static ModelReport inspect(Path directory) {
    return inspect(directory, null);
  }

  private static ModelReport inspect(Path directory, @Nullable Path base) {
    return ModelInspector.inspect(directory, base, (done, total) -> {});
  }

  private static List<String> problems(Path directory) {
    return inspect(directory).problems().stream()
        .map(problem -> problem.check() + ": " + problem.text())
        .toList();
  }

  private List<TensorContent> weights() {
    return new ArrayList<>(new RandomWeights(DecoderConfig.read(model), 1).contents());
  }

  private void replace(TensorContent tensor) {
    List<TensorContent> weights = weights();
    weights.removeIf(weight -> weight.info().name().equals(tensor.info().name()));
    weights.add(tensor);
    SafetensorsWriter.write(model.resolve(WEIGHTS), weights);
  }

  private static TensorContent tensor(String name, float... values) {
    TensorInfo info = new TensorInfo(name, TensorType.F32, List.of((long) values.length));
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return new TensorContent(info, bytes::duplicate);
  }

  private static TensorContent halves(TensorType type, int... bits) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * 128).order(ByteOrder.LITTLE_ENDIAN);
    for (int half : bits) {
      bytes.putShort((short) half);
    }
    return new TensorContent(new TensorInfo(NORM, type, List.of(128L)), bytes::clear);
  }

  private void edit(String file, String from, String to) throws IOException {
    String text = Files.readString(model.resolve(file), UTF_8);
    assertThat(text).contains(from);
    Files.writeString(model.resolve(file), text.replace(from, to), UTF_8);
  }
}
