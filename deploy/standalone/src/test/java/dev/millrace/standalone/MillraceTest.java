package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.standalone.testsupport.Cli;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MillraceTest {

  @Test
  void shouldPrintTheVersionThatWasBuilt() {
    Cli.Result result = Cli.run("version");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).containsPattern("millrace \\d+\\.\\d+").contains("Kafka 4");
    assertThat(result.out()).doesNotContain("${");
  }

  @Test
  void shouldExplainItselfWhenThereIsNoCommand() {
    Cli.Result result = Cli.run();

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("Missing command", "broker", "recommend");
  }

  @Test
  void shouldRefuseALogOfUnknownFormat() {
    StringWriter err = new StringWriter();

    assertThat(Millrace.isLogFormat("xml", new PrintWriter(err, true))).isFalse();
    assertThat(Millrace.isLogFormat("json", new PrintWriter(err, true))).isTrue();
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "millrace: MILLRACE_LOG_FORMAT: found 'xml', but accepted are text and json");
  }

  @Test
  void shouldNameWhatIsLikeAnUnknownCommand() {
    Cli.Result result = Cli.run("recomend", "42");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("recommend");
  }

  @Test
  void shouldExplainEveryCommand() {
    for (String command :
        List.of(
            "broker",
            "topics",
            "streams",
            "serving",
            "recommend",
            "replay",
            "demo",
            "model",
            "evaluate")) {
      Cli.Result result = Cli.run(command, "--help");

      assertThat(result.exitCode()).as(command).isZero();
      assertThat(result.out()).as(command).startsWith("Usage: millrace " + command);
    }
  }

  @Test
  void shouldPrintALineForEachProblemOfTheConfiguration() {
    Cli.Result result =
        Cli.run("topics", "create", "--set", "topics.partitions=0", "--set", "sering.lists.k=5");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines())
        .containsExactly(
            "millrace: sering: unknown key; did you mean 'serving'?",
            "millrace: topics: partitions must be at least 1, but found 0");
  }

  @Test
  void shouldTellHowToStartABrokerWhenNoneRuns(@TempDir Path folder) {
    Cli.Result result = Cli.run("topics", "describe", "--data-dir", folder.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .hasLineCount(1)
        .contains("No broker runs in " + folder, "millrace broker", "--bootstrap");
  }

  @Test
  void shouldAskForTheRegistryWhenOnlyTheBrokerIsGiven() {
    Cli.Result result = Cli.run("--bootstrap", "127.0.0.1:1", "topics", "describe");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--bootstrap and --registry together");
  }
}
