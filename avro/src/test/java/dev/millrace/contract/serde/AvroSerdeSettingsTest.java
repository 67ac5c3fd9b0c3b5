package dev.millrace.contract.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AvroSerdeSettingsTest {

  @Test
  void shouldRegisterAndWaitFourMinutesByDefault() {
    assertThat(AvroSerdeSettings.from(Map.of("schema.registry.url", "http://localhost")))
        .isEqualTo(AvroSerdeSettings.defaults())
        .isEqualTo(new AvroSerdeSettings(true, Duration.ofMinutes(4)));
  }

  @Test
  void shouldReadTextAndTypedValues() {
    AvroSerdeSettings expected = new AvroSerdeSettings(false, Duration.ofSeconds(30));

    assertThat(
            AvroSerdeSettings.from(
                Map.of("auto.register.schemas", "false", "registry.timeout.ms", "30000")))
        .isEqualTo(expected);
    assertThat(
            AvroSerdeSettings.from(
                Map.of("auto.register.schemas", false, "registry.timeout.ms", 30_000L)))
        .isEqualTo(expected);
  }

  @Test
  void shouldQuoteWhatItDoesNotTake() {
    assertThatThrownBy(() -> AvroSerdeSettings.from(Map.of("auto.register.schemas", "maybe")))
        .hasMessage("auto.register.schemas takes true or false, but found 'maybe'");
    assertThatThrownBy(() -> AvroSerdeSettings.from(Map.of("registry.timeout.ms", "4m")))
        .hasMessage("registry.timeout.ms takes milliseconds, but found '4m'");
    assertThatThrownBy(() -> AvroSerdeSettings.from(Map.of("registry.timeout.ms", "-1")))
        .hasMessageContaining("must not be negative");
  }
}
