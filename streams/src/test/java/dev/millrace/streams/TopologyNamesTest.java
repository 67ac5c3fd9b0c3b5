package dev.millrace.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopologyNamesTest {

  @ParameterizedTest
  @EnumSource(TopologyName.class)
  void shouldHoldNoGeneratedNameWhenDescribed(TopologyName name) {
    String description = TopologyDescriptions.of(settings(), name).toString();

    assertThat(description).doesNotContainPattern("KSTREAM|KTABLE|\\d{10}");
  }

  @Test
  void shouldRepartitionByUserWhenRekeyIsOn() {
    StreamsSettings rekeyed = settings().withSequences(settings().sequences().withRekey(true));

    String description = TopologyDescriptions.of(rekeyed, TopologyName.SEQUENCES).toString();

    assertThat(description)
        .contains("interactions-by-user-repartition")
        .doesNotContainPattern("KSTREAM|KTABLE|\\d{10}");
  }

  private static StreamsSettings settings() {
    return StreamsSettings.defaults(Path.of("unused"), Map.of("bootstrap.servers", "localhost:1"));
  }
}
