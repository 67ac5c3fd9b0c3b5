package dev.millrace.standalone.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpSettingsTest {

  @Test
  void shouldBeOffWithoutAnEndpoint() {
    assertThat(OtlpSettings.off().isOn()).isFalse();
    assertThat(to(" ").isOn()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://collector:4318, http://collector:4318/v1/traces",
    "https://collector/, https://collector/v1/traces",
    "https://cloud.example/otlp, https://cloud.example/otlp/v1/traces"
  })
  void shouldSendToThePathOfTracesBelowTheEndpoint(String endpoint, String url) {
    assertThat(to(endpoint).isOn()).isTrue();
    assertThat(to(endpoint).tracesUrl()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "collector:4318",
        "grpc://collector:4317",
        "http:///v1",
        "http://me:secret@collector:4318",
        "http://collector:4318?token=secret",
        "http://collector:4318/v1/traces",
        "http://collector 4318"
      })
  void shouldRefuseWhatIsNoBaseAddressWithoutRepeatingIt(String endpoint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> to(endpoint))
        .withMessageContaining("endpoint is not the base address")
        .withMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({"'Bad name', x", "Host, x", "Authorization, 'Bearer s3cret\nX: y'"})
  void shouldRefuseHeadersThatCannotBeSentWithoutTellingTheirValues(String name, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new OtlpSettings("http://collector:4318", Map.of(name, value), Optional.empty()))
        .withMessageStartingWith("headers." + name)
        .withMessageNotContaining("s3cret");
  }

  @Test
  void shouldNotShowHeaders() {
    assertThat(
            new OtlpSettings(
                "http://collector:4318", Map.of("Authorization", "s3cret"), Optional.empty()))
        .asString()
        .doesNotContain("s3cret");
  }

  private static OtlpSettings to(String endpoint) {
    return new OtlpSettings(endpoint, Map.of(), Optional.empty());
  }
}
