package dev.millrace.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.standalone.testsupport.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelInspectCommandTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private String model = "";

  @BeforeEach
  void writeModel() throws IOException {
    Path items = folder.resolve("items.csv");
    Files.writeString(items, "item_id,title\n1,Blue Train\n2,Kind of Blue\n", UTF_8);
    model = folder.resolve("model").toString();
    Cli.run("model", "init", "--items", items.toString(), "--out", model);
  }

  @Test
  void shouldShowWhatIsInAModel() {
    Cli.Result result = Cli.run("model", "inspect", model);

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("llama, 4 layers of 128, feed-forward 352, tied head")
        .contains("4 heads of 32, keys and values in 2")
        .contains("RoPE of base 10,000, context 4,096 tokens")
        .contains("and 2.05 kB a token, bfloat16")
        .contains("beginning <|bos|> (1), end <|eos|> (2), padding <|pad|> (0)")
        .contains("ok       values: all are finite numbers");
  }

  @Test
  void shouldPrintTheReportAsJson() throws IOException {
    JsonNode report = new JsonMapper().readTree(Cli.run("model", "inspect", model, "--json").out());

    assertThat(report.at("/architecture/keyValueHeads").intValue()).isEqualTo(2);
    assertThat(report.at("/architecture/rope/scaling").textValue()).isEqualTo("none");
    assertThat(report.at("/weights/types/F32").intValue()).isEqualTo(38);
    assertThat(report.at("/tokenizer/end/spelling").textValue()).isEqualTo("<|eos|>");
    assertThat(report.at("/findings/0/level").textValue()).isEqualTo("OK");
    assertThat(report.get("adapter").isNull()).isTrue();
  }

  @Test
  void shouldPrintALineForEachProblem() throws IOException {
    Files.writeString(folder.resolve("model/config.json"), "{\"model_type\": \"bert\"}", UTF_8);
    Files.delete(folder.resolve("model/model.safetensors"));
    Cli.Result result = Cli.run("model", "inspect", model);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("millrace: configuration: ").contains("bert"),
            line -> assertThat(line).startsWith("millrace: weights: ").contains("neither"));
  }

  @Test
  void shouldTellThatThereIsNoSuchDirectory() {
    Cli.Result result = Cli.run("model", "inspect", folder.resolve("nothing").toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).hasLineCount(1).contains("There is no directory");
  }
}
