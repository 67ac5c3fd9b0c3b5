package dev.millrace.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.standalone.testsupport.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelInitCommandTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private Path items = Path.of("");

  @BeforeEach
  void writeItems() throws IOException {
    items = folder.resolve("items.csv");
    Files.writeString(
        items, "item_id,title\n1,Blue Train\n2,Kind of Blue\n3,\"Blue, Black\"\n", UTF_8);
  }

  @Test
  void shouldSayWhatItMade() {
    Cli.Result result = init("--vocabulary", "300");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("4 layers of 128", "context 4,096", "millrace model inspect");
    assertThat(folder.resolve("model/tokenizer.json")).exists();
  }

  @Test
  void shouldOverwriteAModelOnlyWhenForced() {
    assertThat(init().exitCode()).isZero();

    Cli.Result again = init();
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).hasLineCount(1).contains("is not empty", "--force");

    assertThat(init("--force", "--size", "small").out()).contains("8 layers of 256");
  }

  @Test
  void shouldTellInOneLineWhatIsWrongWithItsOptions() throws IOException {
    assertThat(init("--vocabulary", "20").err())
        .hasLineCount(1)
        .contains("--vocabulary", "at least 259", "20");
    assertThat(init("--size", "huge").err()).contains("--size", "TINY, SMALL, BASE");
    Files.writeString(items, "item_id,title\n1,\n", UTF_8);
    assertThat(init().err()).hasLineCount(1).contains("No item has a title");
    Files.delete(items);
    Cli.Result result = init();
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).hasLineCount(1).contains("items.csv");
    assertThat(folder.resolve("model")).doesNotExist();
  }

  private Cli.Result init(String... more) {
    String[] arguments = {
      "model", "init", "--items", items.toString(), "--out", folder.resolve("model").toString()
    };
    return Cli.run(
        Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new));
  }
}
