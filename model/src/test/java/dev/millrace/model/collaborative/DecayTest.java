package dev.millrace.model.collaborative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DecayTest {

  private final Decay decay = Decay.halfLife(Duration.ofMillis(100));

  @Test
  void shouldHalveWhenHalfLifePasses() {
    assertThat(decay.factor(1_000, 1_100)).isEqualTo(0.5);
    assertThat(decay.factor(1_000, 1_300)).isEqualTo(0.125);
  }

  @Test
  void shouldNotGrowWhenLookedAtEarlier() {
    assertThat(decay.factor(1_000, 900)).isEqualTo(1.0);
  }

  @Test
  void shouldNeverFadeWhenThereIsNoHalfLife() {
    assertThat(Decay.none().factor(0, Long.MAX_VALUE)).isEqualTo(1.0);
  }

  @Test
  void shouldRejectHalfLifeWhenNotPositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Decay.halfLife(Duration.ZERO))
        .withMessage("A half-life is positive, but was 0.0");
  }
}
