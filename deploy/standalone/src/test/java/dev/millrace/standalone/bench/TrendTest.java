package dev.millrace.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TrendTest {

  @Test
  void shouldBeFlatWhenOnlyTheFirstHalfGrows() {
    Trend trend = Trend.of(points(100, 500, 900, 1_000, 1_010, 1_000));

    assertThat(trend.isFlat()).isTrue();
    assertThat(trend.perEvent()).isCloseTo(0, within(1e-9));
    assertThat(trend.mean()).isCloseTo((1_000 + 1_010 + 1_000) / 3.0, within(1e-9));
  }

  @Test
  void shouldGrowWhenTheSecondHalfDoes() {
    Trend trend = Trend.of(points(800, 800, 900, 1_000));

    // 100 more in 10 events, 10.5 % of the mean of 950.
    assertThat(trend.perEvent()).isCloseTo(10, within(1e-9));
    assertThat(trend.growth()).isCloseTo(100.0 / 950, within(1e-9));
    assertThat(trend.isFlat()).isFalse();
  }

  @Test
  void shouldBeFlatWhenThereIsNothing() {
    assertThat(Trend.of(points(0, 0, 0, 0)).growth()).isZero();
  }

  @Test
  void shouldRefuseWhenThereAreTooFewSamples() {
    assertThatThrownBy(() -> Trend.of(points(1, 2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 4");
  }

  @Test
  void shouldSayWhereMemoryGoes() {
    List<MemorySample> samples = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      samples.add(new MemorySample(10L * i, 1, OptionalLong.of(1 << 20)));
    }

    assertThat(MemoryTrend.ofResident(samples).verdict("RSS", "an event"))
        .isEqualTo(
            "RSS after warm-up: +0.00 bytes an event around 1 MiB, +0.0 % in 10 of them: flat");
  }

  private static List<Trend.Point> points(double... values) {
    List<Trend.Point> points = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      points.add(new Trend.Point(10L * (i + 1), values[i]));
    }
    return points;
  }
}
