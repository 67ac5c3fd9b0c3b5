package dev.millrace.streams.decay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ForwardDecayTest {

  private static final long HALF_LIFE = 1_000;

  private final ForwardDecay decay = new ForwardDecay(Duration.ofMillis(HALF_LIFE));

  @Test
  void shouldDoubleWithEveryHalfLifeAhead() {
    assertThat(decay.scale(0, 0)).isEqualTo(1);
    assertThat(decay.scale(3 * HALF_LIFE, 0)).isEqualTo(8);
    assertThat(decay.scale(-2 * HALF_LIFE, 0)).isEqualTo(0.25);
    assertThat(decay.scale(HALF_LIFE / 2, 0)).isCloseTo(Math.sqrt(2), within(1e-15));
  }

  @Test
  void shouldRescaleExactlyWhenLandmarkMoves() {
    long timestamp = 12_345;
    long first = decay.landmark(5_432);
    long second = decay.landmark(99_999);

    assertThat(decay.scale(timestamp, first) * decay.scale(first, second))
        .isEqualTo(decay.scale(timestamp, second));
  }

  @Test
  void shouldAlignLandmarksToHalfLives() {
    assertThat(decay.landmark(1_999)).isEqualTo(1_000);
    assertThat(decay.landmark(2_000)).isEqualTo(2_000);
    assertThat(decay.landmark(-1)).isEqualTo(-1_000);
  }

  @Test
  void shouldSayFarAheadOnlyWhenRangeRunsOut() {
    assertThat(decay.isFarAhead(512 * HALF_LIFE, 0)).isFalse();
    assertThat(decay.isFarAhead(513 * HALF_LIFE, 0)).isTrue();
  }

  @Test
  void shouldRejectHalfLifeWhenNotPositive() {
    assertThatThrownBy(() -> new ForwardDecay(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT0S");
  }
}
