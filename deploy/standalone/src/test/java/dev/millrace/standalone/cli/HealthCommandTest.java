package dev.millrace.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.http.HttpAddress;
import dev.millrace.standalone.testsupport.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthCommandTest {

  /** An application that lives and is not ready yet. */
  private record Restoring() implements HealthEndpoints.Subject {
    @Override
    public boolean isLive() {
      return true;
    }

    @Override
    public boolean isReady() {
      return false;
    }

    @Override
    public String status() {
      return "restoring";
    }

    @Override
    public String metrics() {
      return "";
    }
  }

  @Test
  void shouldTellByTheExitCodeWhatTheApplicationAnswers() {
    try (HealthEndpoints http =
        HealthEndpoints.start(new Restoring(), "http", new HttpAddress("127.0.0.1", 0))) {
      Cli.Result live = ask(http, "/health/live");
      Cli.Result ready = ask(http, "/health/ready");

      assertThat(live.exitCode()).isZero();
      assertThat(live.out()).isEqualToIgnoringNewLines("200 {\"status\":\"restoring\"}");
      assertThat(ready.exitCode()).isEqualTo(1);
      assertThat(ready.out()).isEqualToIgnoringNewLines("503 {\"status\":\"restoring\"}");
    }
  }

  @Test
  void shouldFailInALineWhenNobodyAnswers() {
    HealthEndpoints closed =
        HealthEndpoints.start(new Restoring(), "http", new HttpAddress("127.0.0.1", 0));
    closed.close();

    Cli.Result result = ask(closed, "/health/live");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("millrace: no answer from http://127.0.0.1:")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8082", "ftp://127.0.0.1/health", "/health/live"})
  void shouldRefuseWhatIsNoAddressOfHttp(String url) {
    assertThat(Cli.run("health", "--url", url).exitCode()).isEqualTo(2);
  }

  private static Cli.Result ask(HealthEndpoints http, String path) {
    return Cli.run("health", "--url", "http://127.0.0.1:" + http.port() + path);
  }
}
