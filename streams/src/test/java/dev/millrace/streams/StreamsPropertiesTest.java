package dev.millrace.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.INTEGER;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsPropertiesTest {

  @Test
  void shouldKeepGuaranteesWhenUserSaysOtherwise() {
    Properties properties =
        properties(
            Map.of(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE,
                StreamsConfig.APPLICATION_ID_CONFIG, "mine",
                StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.OPTIMIZE));

    assertThat(properties)
        .containsEntry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2)
        .containsEntry(StreamsConfig.APPLICATION_ID_CONFIG, "millrace-sequences")
        .containsEntry(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.NO_OPTIMIZATION);
  }

  @Test
  void shouldOverrideDefaultsWhenUserSaysSo() {
    Properties properties =
        properties(
            Map.of(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "777", "ssl.protocol", "TLSv1.3"));

    assertThat(properties)
        .containsEntry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "777")
        .containsEntry("ssl.protocol", "TLSv1.3");
  }

  @Test
  void shouldLeaveClientToUserWhenNamedWithoutPrefix() {
    Properties properties = properties(Map.of("linger.ms", "3"));

    assertThat(properties).containsEntry("linger.ms", "3").doesNotContainKey("producer.linger.ms");
  }

  @Test
  void shouldWaitLongerForPollThanForRegistry() {
    StreamsSettings settings = StreamsSettings.defaults(Path.of("state"), Map.of());

    Object maxPollInterval = properties(Map.of()).get("main.consumer.max.poll.interval.ms");

    assertThat(maxPollInterval)
        .asInstanceOf(INTEGER)
        .isGreaterThan((int) settings.registryTimeout().toMillis());
  }

  @Test
  void shouldGiveKafkasTimeToComeBackWhenMemberIsStatic() {
    assertThat(properties(Map.of())).containsEntry("main.consumer.session.timeout.ms", 10_000);
    assertThat(properties(Map.of("group.instance.id", "host-1")))
        .containsEntry("group.instance.id", "host-1")
        .doesNotContainKey("main.consumer.session.timeout.ms");
    assertThat(properties(Map.of("consumer.group.instance.id", "host-1")))
        .doesNotContainKey("main.consumer.session.timeout.ms");
  }

  private static Properties properties(Map<String, String> kafka) {
    try (RocksDbMemory memory = new RocksDbMemory(16L << 20)) {
      return new StreamsProperties(
              StreamsSettings.defaults(Path.of("state"), kafka),
              new StreamsProperties.Sources("interactions", "accepted-interactions"),
              memory)
          .of(TopologyName.SEQUENCES);
    }
  }
}
