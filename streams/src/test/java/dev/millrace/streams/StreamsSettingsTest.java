package dev.millrace.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.HitRule;
import dev.millrace.streams.popularity.PopularitySettings;
import dev.millrace.streams.prequential.PrequentialSettings;
import dev.millrace.streams.sequence.SequenceSettings;
import dev.millrace.streams.transition.TransitionSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {

  @Test
  void shouldNameApplicationsByPrefix() {
    StreamsSettings settings = StreamsSettings.defaults(Path.of("state"), Map.of());

    assertThat(settings.applicationId(TopologyName.SEQUENCES)).isEqualTo("millrace-sequences");
  }

  @Test
  void shouldSayWhereAndWhatWhenOutOfRange() {
    assertRejected(
        () -> new TransitionSettings(0, 0.7, Duration.ofDays(60), 100),
        "transitions.window: found 0, but accepted is from 1 to 50");
    assertRejected(
        () -> new TransitionSettings(5, 1.1, Duration.ofDays(60), 100),
        "transitions.decay: found 1.1, but accepted is greater than 0 and at most 1");
    assertRejected(
        () -> new PopularitySettings(Duration.ZERO),
        "popularity.halfLife: found PT0S, but accepted is at least 1 ms");
    assertRejected(
        () -> new PrequentialSettings(0, HitRule.TITLE, Duration.ofMinutes(1), Duration.ZERO, 3),
        "prequential.k: found 0, but accepted is from 1 to 1000");
    assertRejected(
        () -> new Resources(1, 0, 1),
        "resources.rocksDbBytes: found 1, but accepted is at least 8388608");
  }

  @Test
  void shouldRejectTypeWhenItBothExtendsAndRejects() {
    assertRejected(
        () -> new SequenceSettings.Types(Set.of("click", "skip"), Set.of("skip")),
        "sequences.types: found [skip] in both sets, but accepted is each type in one set");
  }

  @Test
  void shouldRejectWindowWhenTooFewEventsAreTracked() {
    StreamsSettings settings = StreamsSettings.defaults(Path.of("state"), Map.of());
    SequenceSettings small =
        new SequenceSettings(
            1,
            Duration.ZERO,
            4,
            SequenceSettings.Types.DEFAULTS,
            SequenceSettings.Limits.DEFAULTS,
            Duration.ofDays(1),
            false);

    assertRejected(() -> settings.withSequences(small), "at most half of sequences.maxTracked = 4");
  }

  private static void assertRejected(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
