package dev.millrace.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.standalone.testsupport.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchDecodeCommandTest {

  @ParameterizedTest
  @CsvSource({
    "--width=100, --width must be a multiple of 128",
    "--batches=16;0, --batches must be at least 1",
    "--device=tpu, --device is cpu or gpu",
    "--soak=3, --soak must be at least 10",
    "--items=nowhere.csv, nowhere.csv",
  })
  void shouldSayWhatIsAcceptedWhenAnOptionIsWrong(String option, String message) {
    Cli.Result result = Cli.run("bench", "decode", option.replace(';', ','));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines()).singleElement().asString().contains(message);
  }

  @Test
  void shouldBeAmongTheBenchmarks() {
    assertThat(Cli.run("bench", "--help").out()).contains("decode");
  }
}
