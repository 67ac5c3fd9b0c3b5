package dev.millrace.trainer.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.trainer.learning.LearningRate.Course;
import org.junit.jupiter.api.Test;

class LearningRateTest {

  @Test
  void shouldRiseEvenlyAndStayWhenConstant() {
    LearningRate rate = LearningRate.constant(0.4, 4);

    assertThat(rate.at(1)).isCloseTo(0.1, within(1e-12));
    assertThat(rate.at(3)).isCloseTo(0.3, within(1e-12));
    assertThat(rate.at(4)).isEqualTo(0.4);
    assertThat(rate.at(1_000_000)).isEqualTo(0.4);
  }

  @Test
  void shouldFallAlongHalfACosine() {
    LearningRate rate = new LearningRate(1, 10, new Course.Cosine(110, 0.2));

    assertThat(rate.at(10)).isCloseTo(1, within(1e-12));
    assertThat(rate.at(35)).isCloseTo(0.2 + 0.8 * (1 + Math.sqrt(0.5)) / 2, within(1e-12));
    assertThat(rate.at(60)).isCloseTo(0.6, within(1e-12));
    assertThat(rate.at(110)).isCloseTo(0.2, within(1e-12));
    assertThat(rate.at(500)).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void shouldRefuseRatesThatAreNotAboveZero() {
    assertThatThrownBy(() -> LearningRate.constant(0, 1)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> LearningRate.constant(1, -1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new Course.Cosine(0, 0.1)).hasMessageContaining("at least 1 step");
  }
}
