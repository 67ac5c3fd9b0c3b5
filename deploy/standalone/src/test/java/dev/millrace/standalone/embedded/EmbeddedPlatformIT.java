package dev.millrace.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPlatformIT {

  private static final String SCHEMA =
      """
      {"schema": "{\\"type\\":\\"record\\",\\"name\\":\\"Click\\",\\"fields\\":[%s]}"}""";
  private static final String ONE_FIELD =
      SCHEMA.formatted("{\\\"name\\\":\\\"id\\\",\\\"type\\\":\\\"string\\\"}");
  private static final String OTHER_FIELD_WITHOUT_DEFAULT =
      SCHEMA.formatted("{\\\"name\\\":\\\"at\\\",\\\"type\\\":\\\"long\\\"}");

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void shouldComeBackWithSchemaIdsAndAddressesWhenRestarted(@TempDir Path folder) throws Exception {
    PlatformAddress address;
    String registered;
    try (EmbeddedPlatform platform = EmbeddedPlatform.start(folder)) {
      address = platform.address();
      register(address, "other-value", "{\"schema\": \"\\\"string\\\"\"}");
      registered = register(address, "clicks-value", ONE_FIELD);
      assertThatThrownBy(() -> EmbeddedPlatform.start(folder))
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
    }
    assertThat(EmbeddedPlatform.running(folder)).isEmpty();

    try (EmbeddedPlatform platform = EmbeddedPlatform.start(folder)) {
      assertThat(platform.address()).isEqualTo(address);
      assertThat(EmbeddedPlatform.running(folder)).contains(address);
      assertThat(register(address, "clicks-value", ONE_FIELD)).isEqualTo(registered);
      assertThat(register(address, "clicks-value", OTHER_FIELD_WITHOUT_DEFAULT)).startsWith("409");
    }
  }

  @Test
  void shouldSayWhenTheRegistryEndedByItself(@TempDir Path folder) throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(folder)) {
      assertThat(registry.failure()).isEmpty();
      ProcessHandle child = ProcessHandle.of(registry.pid()).orElseThrow();

      child.destroyForcibly();
      child.onExit().get(20, TimeUnit.SECONDS);

      assertThat(registry.failure()).get().asString().contains("registry ended", "registry.log");
    }
  }

  @Test
  void shouldServeOthersAndLeaveNothingBehindWhenKilled(@TempDir Path folder) throws Exception {
    Process holder = startHolder(folder);
    try {
      assertThat(holder.inputReader().readLine()).startsWith("127.0.0.1:");
      PlatformAddress address = EmbeddedPlatform.running(folder).orElseThrow();
      List<String> clicks = List.of("clicks");
      createTopics(address, clicks);
      register(address, "clicks-value", ONE_FIELD);
      assertThatThrownBy(() -> EmbeddedPlatform.start(folder))
          .hasMessageContaining("in use by process " + holder.pid());

      List<ProcessHandle> children = holder.descendants().toList();
      assertThat(children).hasSize(1);
      holder.destroyForcibly().waitFor();
      children.get(0).onExit().get(20, TimeUnit.SECONDS);

      assertThat(EmbeddedPlatform.running(folder)).isEmpty();
      try (EmbeddedPlatform again = EmbeddedPlatform.start(folder);
          Admin admin = admin(again.address())) {
        assertThat(admin.listTopics().names().get()).containsAll(clicks);
        assertThat(get(again.address(), "/subjects")).isEqualTo("[\"clicks-value\"]");
      }
    } finally {
      holder.destroyForcibly();
    }
  }

  private static Process startHolder(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            PlatformHolder.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Admin admin(PlatformAddress address) {
    return Admin.create(Map.of("bootstrap.servers", address.bootstrapServers()));
  }

  private static void createTopics(PlatformAddress address, List<String> names) throws Exception {
    try (Admin admin = admin(address)) {
      admin
          .createTopics(names.stream().map(name -> new NewTopic(name, 1, (short) 1)).toList())
          .all()
          .get();
    }
  }

  private String register(PlatformAddress address, String subject, String body)
      throws IOException, InterruptedException {
    URI uri = URI.create(address.registryUrl() + "/subjects/" + subject + "/versions");
    var response =
        http.send(
            HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }

  private String get(PlatformAddress address, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create(address.registryUrl() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }
}
