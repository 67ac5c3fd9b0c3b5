package dev.millrace.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  @Test
  void shouldPutInFilesKeysOfFilesAndVariables(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("password"), "p4$s\n");
    Path properties = Files.writeString(folder.resolve("login.properties"), "user=anna\n");
    // Every shell and every build sets this one.
    String path = System.getenv("PATH");

    LoadedConfig loaded =
        load(
            "kafka.sasl.jaas.config=X required username=\"${file:"
                + properties
                + ":user}\""
                + " password=\"${directory:"
                + folder
                + ":password}\";",
            "registry.basic.auth.user.info=${file:" + properties + ":user}:x",
            "kafka.client.rack=${env:PATH}");

    assertThat(loaded.config().kafka())
        .containsEntry("sasl.jaas.config", "X required username=\"anna\" password=\"p4$s\";")
        .containsEntry("client.rack", path);
    assertThat(loaded.config().registry()).isEqualTo(Map.of("basic.auth.user.info", "anna:x"));
    assertThat(loaded.effective()).contains("${env:PATH}").doesNotContain("p4$s", "anna");
  }

  @Test
  void shouldNameEverythingThatIsNotThere(@TempDir Path folder) {
    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(
            () ->
                load(
                    "kafka.ssl.key.password=${env:NO_SUCH_VARIABLE}",
                    "serving.kafka.client.rack=${directory:" + folder + ":none}",
                    "kafka.client.id=${file:" + folder.resolve("none.properties") + ":key}"))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .hasSize(3)
                    .anyMatch(
                        line ->
                            line.startsWith("kafka.ssl.key.password: ")
                                && line.contains("${env:NO_SUCH_VARIABLE}"))
                    .anyMatch(line -> line.startsWith("serving.kafka.client.rack: "))
                    .anyMatch(line -> line.startsWith("kafka.client.id: ")));
  }

  @Test
  void shouldLeaveReferencesToOtherProvidersToKafka() {
    assertThat(load("kafka.ssl.key.password=${vault:kafka:key}").config().kafka())
        .containsEntry("ssl.key.password", "${vault:kafka:key}");
  }

  private static LoadedConfig load(String... assignments) {
    return ConfigLoader.load(List.of(), List.of(assignments));
  }
}
