package dev.millrace.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // JUnit sets the directory
class JsonTokenizerTest {

  @TempDir static Path directory;
  private static JsonTokenizer tokenizer;

  @BeforeAll
  static void loadTokenizer() {
    TokenizerWriter.write(
        BytePairTrainer.train(Titles.random(3, 2_000), BytePairOptions.ofSize(500)), directory);
    tokenizer = JsonTokenizer.load(directory);
  }

  @AfterAll
  static void closeTokenizer() {
    tokenizer.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Mari Lovenshi",
        "  two  spaces and a tab\t. ",
        "line\nbreak\r\n",
        "It's 1999 - the Kids' (Live) [Remastered], Vol. 2!",
        "Björk: Ágætis byrjun",
        "ハウルの動く城 千と千尋",
        "مرحبا بالعالم",
        "e\u0301 is not \u00e9",
        "\uD83C\uDFB5 music \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \uD83C\uDDE9\uD83C\uDDEA",
        "\u00a0no-break\u3000wide\u2028line",
        "null \u0000 and bell \u0007",
        "ends with <|eos|> and <|eos|><|pad|> spelled out",
        "<|eo<|eos|>s|>"
      })
  void shouldGiveTheTextBackWhenTokensAreDecoded(String text) {
    TokenIds tokens = tokenizer.encode(text);

    assertThat(tokenizer.decode(tokens)).isEqualTo(text);
    assertThat(tokens.toArray()).doesNotContain(0, 1, 2);
  }

  @Test
  void shouldKeepTheTextBeforeHalfACharacter() {
    assertThat(tokenizer.decode(tokenizer.encode("half a pair \uD83C"))).startsWith("half a pair ");
  }

  @Test
  void shouldGiveEveryCharacterBack() {
    List<String> texts =
        IntStream.range(0, 0x10FFFF)
            .filter(point -> point < 0xD800 || point > 0xDFFF)
            .filter(point -> point % 37 == 0)
            .mapToObj(point -> "x" + Character.toString(point) + "y")
            .toList();

    List<String> decoded = tokenizer.encodeAll(texts).stream().map(tokenizer::decode).toList();

    assertThat(decoded).isEqualTo(texts);
  }

  @Test
  void shouldUseTheMergesThatWereLearned() {
    String titles = String.join(" ", Titles.random(3, 2_000));
    assertThat(tokenizer.encode(titles).size()).isLessThan(titles.length() / 3);
  }

  @Test
  void shouldNameTheSpecialTokensAndTheSize() {
    assertThat(tokenizer.special()).isEqualTo(new SpecialTokens(1, 2, 0));
    assertThat(tokenizer.vocabularySize()).isEqualTo(500);
  }

  @Test
  void shouldWriteTheSameBytesAgain(@TempDir Path again) throws IOException {
    TokenizerWriter.write(
        BytePairTrainer.train(Titles.random(3, 2_000), BytePairOptions.ofSize(500)), again);

    assertThat(Files.mismatch(again.resolve("tokenizer.json"), directory.resolve("tokenizer.json")))
        .isEqualTo(-1);
  }

  @Test
  void shouldLeaveSpecialTokensOutOfDecodedText() {
    TokenIds tokens = tokenizer.encode("Mari").plus(tokenizer.special().end());
    assertThat(tokenizer.decode(tokens)).isEqualTo("Mari");
  }

  @Test
  void shouldSayWhichFileIsMissing(@TempDir Path empty) {
    assertThatThrownBy(() -> JsonTokenizer.load(empty))
        .isInstanceOf(TokenizerException.class)
        .hasMessageContaining("tokenizer.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{\"model\":{\"type\":\"BPE\",\"vocab\":{},\"merges\":[]}}",
        "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":-1},\"merges\":[]}}",
        "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":2147483647},\"merges\":[]}}",
        "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":\"zero\"},\"merges\":[]}}",
        "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"merges\":[\"a b\"]},"
            + "\"added_tokens\":[{\"id\":1,\"content\":\"<|eos|>\",\"special\":true}]}"
      })
  void shouldRefuseADamagedFile(String content, @TempDir Path damaged) throws IOException {
    Files.writeString(damaged.resolve("tokenizer.json"), content);
    Files.writeString(damaged.resolve("tokenizer_config.json"), "{\"eos_token\":\"<|eos|>\"}");

    assertThatThrownBy(() -> JsonTokenizer.load(damaged))
        .isInstanceOf(TokenizerException.class)
        .hasMessageContaining("tokenizer.json");
  }

  @Test
  void shouldRefuseAnEndTokenThatTheTokenizerDoesNotHave(@TempDir Path other) throws IOException {
    Files.copy(directory.resolve("tokenizer.json"), other.resolve("tokenizer.json"));
    Files.writeString(other.resolve("tokenizer_config.json"), "{\"eos_token\":\"</s>\"}");

    assertThatThrownBy(() -> JsonTokenizer.load(other))
        .isInstanceOf(TokenizerException.class)
        .hasMessageContaining("eos_token")
        .hasMessageContaining("</s>");
  }
}
