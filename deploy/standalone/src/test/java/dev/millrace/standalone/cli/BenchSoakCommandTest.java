package dev.millrace.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.standalone.bench.soak.SoakBench;
import dev.millrace.standalone.testsupport.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchSoakCommandTest {

  @ParameterizedTest
  @CsvSource({
    "--intervals=3, --intervals must be at least 4",
    "--swaps=0, --swaps must be at least 1",
    "--swaps=60, --intervals with so many --swaps must be at least 60",
    "--events=1000, '--events with so many --swaps must be at least 38,400, but was 1,000'",
    "--retention=5, --retention must be at least",
  })
  void shouldSayWhatIsAcceptedWhenAnOptionIsWrong(String option, String message) {
    Cli.Result result = Cli.run("bench", "soak", option);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines()).singleElement().asString().contains(message);
  }

  @Test
  void shouldWatchAllProcessesWhileModelsAreSwapped() {
    assumeTrue(SoakBench.isPossible(), "needs Linux and a JDK");
    assumeTrue(Boolean.getBoolean("millrace.soak"), "takes minutes: -Dmillrace.soak=true");

    Cli.Result result =
        Cli.run(
            "bench",
            "soak",
            "--events=3000",
            "--users=100",
            "--items=60",
            "--swaps=2",
            "--intervals=4");

    // A run of seconds warms up from its beginning to its end, so it may say that something grows.
    assertThat(result.exitCode()).as(result.err()).isBetween(0, 1);
    assertThat(result.out())
        .containsPattern("(?m)^ +3,000 events .*swaps 2  broker \\d+/\\d+/\\d+/\\d+ ")
        .contains("registry ", "streams ", "trainer ", "serving ")
        .containsPattern("(?m)^checkpoints/ +files +[1-9]")
        .containsPattern("(?m)^serving +threads .*: (flat|GROWING)$");
  }
}
