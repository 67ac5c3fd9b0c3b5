package dev.millrace.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.standalone.testsupport.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchServingCommandTest {

  @ParameterizedTest
  @CsvSource({
    "--candidates=0, --candidates must be at least 1",
    "--swaps=3, --swaps must be at least 10",
    "--catalogue=0, '--catalogue takes at least 1 item, but was 0'",
    "--kafka=5, '--kafka takes at least 1 user, and histories by --cases'",
  })
  void shouldSayWhatIsAcceptedWhenAnOptionIsWrong(String option, String message) {
    Cli.Result result = Cli.run("bench", "serving", option);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines()).singleElement().asString().contains(message);
  }

  @Test
  void shouldMeasureTheLaneBesideANaiveLoop() {
    Cli.Result result =
        Cli.run(
            "bench",
            "serving",
            "--layers=1",
            "--width=128",
            "--vocabulary=400",
            "--batches=2",
            "--seconds=1",
            "--device=cpu");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("collaborative lane")
        .contains("naive loop, one by one")
        .contains("refined lane, batch 2")
        .contains("matrix products alone");
  }
}
