package dev.millrace.model.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.catalogue.TitleEncoder;
import dev.millrace.model.init.InitProgress.Part;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.DecoderConfig;
import dev.millrace.model.llm.DecoderOptions;
import dev.millrace.model.llm.PromptSession;
import dev.millrace.model.llm.SpecialTokens;
import dev.millrace.model.tokenizer.JsonTokenizer;
import dev.millrace.model.tokenizer.Titles;
import dev.millrace.model.tokenizer.TokenIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ModelInitializerTest {

  private static final List<String> TITLES = Titles.random(3, 400);
  private static final InitialModel WANTED = new InitialModel(ModelSize.TINY, 500, 11);

  /** What the pipeline keeps of a user unless it is configured otherwise. */
  private static final int DEFAULT_HISTORY = 50;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void shouldWriteAModelThatDecodesItsOwnTitles() {
    Path model = folder.resolve("new/model");
    DecoderConfig config = write(TITLES, WANTED, model);

    try (JsonTokenizer tokenizer = JsonTokenizer.load(model);
        Decoder decoder = Decoder.load(model, DecoderOptions.cpu())) {
      TokenIds tokens = tokenizer.encode(TITLES.get(0));

      assertThat(decoder.config()).isEqualTo(config);
      assertThat(config.vocabularySize()).isEqualTo(tokenizer.vocabularySize()).isEqualTo(500);
      assertThat(config.tokens().end()).containsExactly(tokenizer.special().end());
      assertThat(config.tokens().beginning()).hasValue(tokenizer.special().beginning());
      assertThat(config.tokens().padding()).hasValue(tokenizer.special().padding());
      assertThat(tokenizer.decode(tokens)).isEqualTo(TITLES.get(0));
      try (PromptSession session = decoder.open(List.of(tokens.toArray()))) {
        float[] logits = session.logits(new int[] {0}, new int[][] {{3, 4, 5}})[0];
        assertThat(logits).doesNotHaveDuplicates().doesNotContain(Float.NaN);
      }
    }
  }

  @Test
  void shouldWriteTheWeightsThatARandomDecoderHas() {
    DecoderConfig config = write(TITLES, WANTED, folder.resolve("model"));

    try (Decoder written = Decoder.load(folder.resolve("model"), DecoderOptions.cpu());
        Decoder random = Decoder.random(config, DecoderOptions.cpu(), WANTED.seed())) {
      assertThat(written.weights().keySet()).isEqualTo(random.weights().keySet());
      written
          .weights()
          .forEach(
              (name, weight) ->
                  assertThat(weight.toFloatArray())
                      .as(name)
                      .containsExactly(random.weight(name).toFloatArray()));
    }
  }

  @Test
  void shouldWriteTheSameBytesWhenSeedAndTitlesAreTheSame() throws IOException {
    List<String> shuffled = new ArrayList<>(TITLES);
    Collections.shuffle(shuffled, new Random(5));
    write(TITLES, WANTED, folder.resolve("one"));
    write(shuffled, WANTED, folder.resolve("same"));
    write(TITLES, new InitialModel(ModelSize.TINY, 500, 12), folder.resolve("other"));

    Map<String, byte[]> one = bytes("one");
    assertThat(one)
        .containsOnlyKeys(
            "config.json",
            "generation_config.json",
            "model.safetensors",
            "tokenizer.json",
            "tokenizer_config.json");
    Map<String, byte[]> same = bytes("same");
    one.forEach((file, content) -> assertThat(same.get(file)).as(file).isEqualTo(content));
    assertThat(bytes("other").get("model.safetensors")).isNotEqualTo(one.get("model.safetensors"));
  }

  @Test
  void shouldLearnFewerTokensWhenTitlesHaveNoMore() {
    DecoderConfig config =
        write(
            List.of("aa", "aa", " ", ""), InitialModel.of(ModelSize.TINY, 1), folder.resolve("m"));

    assertThat(config.vocabularySize()).isEqualTo(3 + 256 + 1);
  }

  @Test
  void shouldRefuseToOverwriteUnlessAsked() throws IOException {
    Path model = folder.resolve("model");
    write(TITLES, WANTED, model);
    byte[] before = Files.readAllBytes(model.resolve("model.safetensors"));
    InitialModel other = new InitialModel(ModelSize.TINY, 400, 99);

    assertThatExceptionOfType(InitializationException.class)
        .isThrownBy(() -> write(TITLES, other, model))
        .withMessageContainingAll(model.toString(), "is not empty", "--force");
    assertThat(model.resolve("model.safetensors")).hasBinaryContent(before);

    new ModelInitializer(other, InitProgress.silent()).write(TITLES, model, true);
    assertThat(DecoderConfig.read(model).vocabularySize()).isEqualTo(400);
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(model));
  }

  @Test
  void shouldReplaceNothingThatIsNoModel() throws IOException {
    Path precious = folder.resolve("precious");
    Files.createDirectories(precious);
    Files.writeString(precious.resolve("thesis.txt"), "years of work");

    assertThatExceptionOfType(InitializationException.class)
        .isThrownBy(
            () -> new ModelInitializer(WANTED, InitProgress.silent()).write(TITLES, precious, true))
        .withMessageContaining("thesis.txt, which is no file of a model");
    assertThat(precious.resolve("thesis.txt")).hasContent("years of work");
  }

  @Test
  void shouldLeaveNothingBehindWhenItCannotBeDone() {
    Path model = folder.resolve("model");

    assertThatExceptionOfType(InitializationException.class)
        .isThrownBy(() -> write(List.of("", "  "), WANTED, model))
        .withMessageContaining("No item has a title");
    InitProgress failing =
        (part, done, total) -> {
          if (part == Part.WEIGHTS) {
            throw new IllegalStateException("disk on fire");
          }
        };
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> new ModelInitializer(WANTED, failing).write(TITLES, model, false));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldTellHowFarItIs() {
    Map<Part, Long> last = new EnumMap<>(Part.class);
    Map<Part, Long> totals = new EnumMap<>(Part.class);
    new ModelInitializer(
            WANTED,
            (part, done, total) -> {
              assertThat(done).isGreaterThanOrEqualTo(last.getOrDefault(part, 0L));
              last.put(part, done);
              totals.put(part, total);
            })
        .write(TITLES, folder.resolve("model"), false);

    assertThat(last).containsEntry(Part.TITLES, 400L).containsEntry(Part.TOKENS, 500L);
    assertThat(totals).containsEntry(Part.TITLES, 0L).containsEntry(Part.TOKENS, 500L);
    assertThat(last.get(Part.WEIGHTS)).isLessThan(totals.get(Part.WEIGHTS));
  }

  @ParameterizedTest
  @EnumSource(ModelSize.class)
  void shouldHaveAContextForTheLongestPromptOfTheDefaultHistory(ModelSize size) {
    int title = TitleEncoder.DEFAULT_MAXIMUM_TOKENS;
    int prompt = 1 + DEFAULT_HISTORY * title;

    assertThat(prompt + title).isLessThanOrEqualTo(ModelSize.CONTEXT);
    assertThat(DecoderOptions.cpu().maximumPositions()).isGreaterThanOrEqualTo(ModelSize.CONTEXT);
  }

  @ParameterizedTest
  @CsvSource({"TINY,1.2", "SMALL,7.9", "BASE,43.6"})
  void shouldHaveAsManyParametersAsItsSizeSays(ModelSize size, double millions) {
    DecoderConfig config =
        size.config(
            size.vocabularySize(),
            new SpecialTokens(OptionalInt.empty(), List.of(2), OptionalInt.empty()));

    assertThat(config.parameters() / 1e6).isCloseTo(millions, within(0.051));
  }

  private static DecoderConfig write(List<String> titles, InitialModel wanted, Path directory) {
    return new ModelInitializer(wanted, InitProgress.silent()).write(titles, directory, false);
  }

  private Map<String, byte[]> bytes(String name) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(folder.resolve(name))) {
      for (Path path : paths.toList()) {
        files.put(path.getFileName().toString(), Files.readAllBytes(path));
      }
    }
    return files;
  }
}
