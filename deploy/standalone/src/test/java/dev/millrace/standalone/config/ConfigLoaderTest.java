package dev.millrace.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.checkpoint.store.StoreSettings;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.TopicPlans;
import dev.millrace.contract.TopicSettings;
import dev.millrace.serving.ServingSettings;
import dev.millrace.standalone.telemetry.TelemetrySettings;
import dev.millrace.streams.StreamsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

  @Test
  void shouldUseTheReferenceFileWhenNothingElseIsGiven() {
    MillraceConfig config = load().config();

    assertThat(config.dataDir()).isEqualTo(Path.of(".millrace"));
    assertThat(config.topics().names()).isEqualTo(TopicNames.defaults());
    assertThat(config.kafka()).isEmpty();
  }

  @Test
  void shouldAgreeWithTheDefaultsOfTheModules() {
    MillraceConfig config = load().config();

    assertThat(config.streams()).isEqualTo(StreamsSettings.defaults(Path.of("streams"), Map.of()));
    assertThat(config.serving()).isEqualTo(ServingSettings.defaults());
    assertThat(config.checkpoints()).isEqualTo(StoreSettings.defaults());
    assertThat(config.telemetry()).isEqualTo(TelemetrySettings.defaults());
    assertThat(config.topics().plans())
        .isEqualTo(TopicPlans.of(TopicNames.defaults(), TopicSettings.defaults()));
  }

  @Test
  void shouldLayAProfileBetweenTheReferenceAndTheCommandLine() {
    MillraceConfig demo = ConfigLoader.load("/demo.yaml", List.of(), List.of()).config();
    MillraceConfig own =
        ConfigLoader.load("/demo.yaml", List.of(), List.of("trainer.prompt.maximum-items=33"))
            .config();

    assertThat(demo.trainer().prompt().maximumItems())
        .isLessThan(load().config().trainer().prompt().maximumItems());
    assertThat(demo.trainer().prompt().maximumTokens())
        .isEqualTo(load().config().trainer().prompt().maximumTokens());
    assertThat(own.trainer().prompt().maximumItems()).isEqualTo(33);
  }

  @Test
  void shouldLetTheCommandLineWinOverTheFile(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("my.yaml"),
            """
            topics:
              partitions: 6
              item-partitions: 2
            kafka:
              client.rack: a
            """);

    MillraceConfig config =
        ConfigLoader.load(
                List.of(file),
                List.of("topics.partitions=12", "kafka.ssl.truststore.location=/certs/t.jks"))
            .config();

    assertThat(config.topics().partitions()).isEqualTo(12);
    assertThat(config.topics().itemPartitions()).isEqualTo(2);
    assertThat(config.kafka())
        .containsOnly(
            Map.entry("client.rack", "a"), Map.entry("ssl.truststore.location", "/certs/t.jks"));
  }

  @Test
  void shouldLetLaterFilesGoOverEarlierOnes(@TempDir Path folder) throws IOException {
    Path all =
        Files.writeString(
            folder.resolve("all.yaml"), "topics: {partitions: 6}\nkafka: {client.rack: a}\n");
    Path here =
        Files.writeString(folder.resolve("here.yaml"), "kafka: {client.rack: b, client.id: c}\n");

    MillraceConfig config = ConfigLoader.load(List.of(all, here), List.of()).config();

    assertThat(config.topics().partitions()).isEqualTo(6);
    assertThat(config.kafka())
        .containsOnly(Map.entry("client.rack", "b"), Map.entry("client.id", "c"));
  }

  @Test
  void shouldHideSecretsWhenShown() {
    String shown =
        load(
                "kafka.sasl.jaas.config=PlainLoginModule required password=p4ss;",
                "kafka.ssl.key.password=p4ss",
                "kafka.ssl.keystore.key=p4ss",
                "kafka.client.id=visible",
                "telemetry.otlp.headers.X-Team=p4ss",
                "registry.basic.auth.user.info=me:p4ss",
                "registry.schema.registry.url=https://me:p4ss@registry:8081")
            .effective();

    assertThat(shown)
        .doesNotContain("p4ss")
        .contains("client.id: visible", "ssl.key.password: (hidden)", "https://(hidden)@registry");
  }

  @Test
  void shouldShowHowManyTokensAreMeantSinceServingReadsItInManifests() {
    assertThat(load("trainer.prompt.maximum-tokens=77").effective())
        .contains("maximum-tokens: 77")
        .doesNotContain("part-tokens: (hidden)");
  }

  @Test
  void shouldReportAnUnknownKeyOfTheCommandLine() {
    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(() -> load("topics.partition=3", "replicas.default=2"))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "replicas: unknown key; known here: data-dir, kafka, registry, topics,"
                            + " streams, trainer, serving, checkpoints, telemetry",
                        "topics.partition: unknown key; did you mean 'partitions'?"));
  }

  @Test
  void shouldSayWhatIsWrongWithTheAddressOfACollector() {
    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(() -> load("telemetry.otlp.endpoint=collector:4318"))
        .withMessageStartingWith("telemetry.otlp: endpoint is not the base address");
  }

  @Test
  void shouldSayWhereTheFileIsNoYaml(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("my.yaml"), "topics:\n  partitions: [1\n");

    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(() -> ConfigLoader.load(List.of(file), List.of()))
        .withMessageContaining("my.yaml line 2: no YAML");
  }

  @Test
  void shouldSayWhenThereIsNoFile(@TempDir Path folder) {
    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(() -> ConfigLoader.load(List.of(folder.resolve("none.yaml")), List.of()))
        .withMessageContaining("There is no file");
  }

  private static LoadedConfig load(String... assignments) {
    return ConfigLoader.load(List.of(), List.of(assignments));
  }
}
