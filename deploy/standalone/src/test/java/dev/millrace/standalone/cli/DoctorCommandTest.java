package dev.millrace.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.standalone.testsupport.Cli;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a machine without a broker. */
class DoctorCommandTest {

  @Test
  void shouldSayWhatIsWrongOnThisMachine(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Cli.Result result =
          Cli.run(
              "doctor",
              "streams",
              "trainer",
              "--data-dir",
              file.resolve("data").toString(),
              "--set",
              "streams.http.port=" + taken.getLocalPort(),
              "--set",
              "trainer.online.http.port=0");

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err()).isEmpty();
      assertThat(result.out())
          .containsPattern("(?m)^ok +jvm +Java 17")
          .containsPattern(
              "(?m)^error +data folder +\\S+data cannot be written: \\S+file is no directory -> ")
          .containsPattern("(?m)^error +checkpoint store +checkpoints cannot be used: .*file.* -> ")
          .containsPattern("(?m)^ok +tensor engine +PyTorch \\S+ on ")
          .containsPattern(
              "(?m)^warning +port of streams.http +127.0.0.1:%d cannot be listened to.* -> .*streams.http.port"
                  .formatted(taken.getLocalPort()))
          .containsPattern("(?m)^ok +port of trainer.online.http +any free one")
          .containsPattern("(?m)^error +broker +The file \\S+platform.properties cannot be read")
          .doesNotContain("serving.http")
          .endsWith("3 errors, 1 warnings, 3 ok" + System.lineSeparator());
    }
  }

  @Test
  void shouldTellMachinesTheSame(@TempDir Path folder) throws IOException {
    Cli.Result result =
        Cli.run("doctor", "admin", "--json", "--data-dir", folder.resolve("data").toString());

    JsonNode findings = new JsonMapper().readTree(result.out());
    assertThat(findings).hasSize(3);
    assertThat(findings.get(2).get("severity").asText()).isEqualTo("error");
    assertThat(findings.get(2).get("subject").asText()).isEqualTo("broker");
    assertThat(findings.get(2).get("found").asText()).startsWith("No broker runs in ");
    assertThat(findings.get(2).get("advice").asText()).contains("kafka.bootstrap.servers");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void shouldNameTheApplicationsThereAre() {
    Cli.Result result = Cli.run("doctor", "stream");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("streams, serving, trainer", "found 'stream'");
  }
}
