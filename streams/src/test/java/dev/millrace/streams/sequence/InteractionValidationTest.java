package dev.millrace.streams.sequence;

import static dev.millrace.streams.TopologyFixture.NOW;
import static dev.millrace.streams.TopologyFixture.click;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.avro.Interaction;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InteractionValidationTest {

  private static final long FUTURE = Duration.ofHours(1).toMillis();

  private final InteractionValidation validation =
      new InteractionValidation(SequenceSettings.DEFAULTS);

  @Test
  void shouldAcceptWhenExactlyAsFarAheadAsAllowed() {
    assertThatCode(() -> check(interaction -> interaction.setTimestamp(NOW + FUTURE)))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldRejectWhenFartherAhead() {
    assertRejected(interaction -> interaction.setTimestamp(NOW + FUTURE + 1), "PT1H");
  }

  @Test
  void shouldRejectWhenTimestampIsNotPositive() {
    assertRejected(interaction -> interaction.setTimestamp(0), "timestamp is 0");
    assertRejected(interaction -> interaction.setTimestamp(-5), "timestamp is -5");
  }

  @Test
  void shouldRejectWhenIdIsBlank() {
    assertRejected(interaction -> interaction.setEventId(""), "eventId is blank");
    assertRejected(interaction -> interaction.setUserId(" "), "userId is blank");
    assertRejected(interaction -> interaction.setItemId("\t"), "itemId is blank");
  }

  @Test
  void shouldRejectWhenIdIsTooLong() {
    assertRejected(interaction -> interaction.setItemId("x".repeat(257)), "257 characters");
  }

  @Test
  void shouldRejectWhenValueIsNotFinite() {
    assertRejected(interaction -> interaction.setValue(Double.NaN), "NaN");
  }

  @Test
  void shouldRejectWhenNull() {
    assertThatThrownBy(() -> validation.check(new Record<>("u1", null, NOW)))
        .isInstanceOf(InvalidInteractionException.class)
        .hasMessageContaining("null");
  }

  @Test
  void shouldRejectWhenKeyedByAnotherThanTheUser() {
    assertThatThrownBy(() -> check("session", interaction -> {}))
        .isInstanceOf(InvalidInteractionException.class)
        .hasMessageContaining("sequences.rekey");
    assertThatThrownBy(() -> check(null, interaction -> {}))
        .isInstanceOf(InvalidInteractionException.class);
  }

  private void assertRejected(Consumer<Interaction> change, String message) {
    assertThatThrownBy(() -> check(change))
        .isInstanceOf(InvalidInteractionException.class)
        .hasMessageContaining(message);
  }

  private void check(Consumer<Interaction> change) {
    check("u1", change);
  }

  private void check(@Nullable String key, Consumer<Interaction> change) {
    Interaction interaction = click("e1", "a", 0);
    change.accept(interaction);
    validation.check(new Record<>(key, interaction, NOW));
  }
}
