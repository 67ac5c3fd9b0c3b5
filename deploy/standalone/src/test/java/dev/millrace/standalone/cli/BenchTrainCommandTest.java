package dev.millrace.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.standalone.testsupport.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchTrainCommandTest {

  @ParameterizedTest
  @CsvSource({
    "--dataset=nowhere, --dataset nowhere is no folder",
    "--vocabularies=4000;5, --vocabularies must be at least 300",
    "--steps=0, --steps must be at least 1",
    "--variants=msl;sgd, --variants are msl; msl-dense; lml; lml-padded; ilrec",
    "--batch=0, --batch must be at least 1",
  })
  void shouldSayWhatIsAcceptedWhenAnOptionIsWrong(String option, String message) {
    Cli.Result result =
        Cli.run(
            "bench",
            "train",
            option.startsWith("--dataset") ? "--steps=1" : "--dataset=.",
            option.replace(';', ','));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines()).singleElement().asString().contains(message.replace(';', ','));
  }

  @Test
  void shouldBeAmongTheBenchmarks() {
    assertThat(Cli.run("bench", "--help").out()).contains("train");
  }
}
