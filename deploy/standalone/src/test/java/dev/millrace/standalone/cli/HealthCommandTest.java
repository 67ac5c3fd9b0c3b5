package dev.millrace.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.http.HttpAddress;
import dev.millrace.standalone.testsupport.Cli;
import dev.millrace.standalone.testsupport.KeyMaterial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
  void shouldAskOverTlsWhomItIsToldToTrust(@TempDir Path folder) throws IOException {
    KeyMaterial keys = KeyMaterial.make(folder);
    HttpAddress address =
        new HttpAddress("127.0.0.1", 0, Optional.of("secret"), Optional.of(keys.identity()));
    try (HealthEndpoints http = HealthEndpoints.start(new Restoring(), "http", address)) {
      String url = "https://127.0.0.1:" + http.port() + "/health/live";

      Cli.Result trusting = Cli.run("health", "--url", url, "--ca", keys.certificate().toString());
      Cli.Result careful = Cli.run("health", "--url", url);

      assertThat(trusting.exitCode()).as(trusting.err()).isZero();
      assertThat(careful.exitCode()).isEqualTo(1);
      assertThat(careful.err()).startsWith("millrace: no answer from https://").hasLineCount(1);
    }
  }

  @Test
  void shouldRefuseAuthoritiesThatAreNone(@TempDir Path folder) throws IOException {
    Path none = Files.writeString(folder.resolve("none.pem"), "none");
    for (Path file : List.of(none, folder.resolve("absent.pem"))) {
      Cli.Result result =
          Cli.run("health", "--url", "https://127.0.0.1/health/live", "--ca", file.toString());

      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err()).contains("TLS cannot be set up from " + file).hasLineCount(1);
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
