package dev.millrace.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MemoryTrendTest {

  @Test
  void shouldBeFlatWhenOnlyTheFirstHalfGrows() {
    MemoryTrend trend = MemoryTrend.of(heaps(100, 500, 900, 1_000, 1_010, 1_000));

    assertThat(trend.isFlat()).isTrue();
    assertThat(trend.bytesPerEvent()).isCloseTo(0, within(1e-9));
    assertThat(trend.verdict("heap", "an event")).endsWith("flat");
  }

  @Test
  void shouldGrowWhenTheSecondHalfDoes() {
    MemoryTrend trend = MemoryTrend.of(heaps(800, 800, 900, 1_000));

    // 100 bytes more in 10 events, 10.5 % of the mean of 950.
    assertThat(trend.bytesPerEvent()).isCloseTo(10, within(1e-9));
    assertThat(trend.growth()).isCloseTo(100.0 / 950, within(1e-9));
    assertThat(trend.isFlat()).isFalse();
    assertThat(trend.verdict("heap", "an event")).endsWith("GROWING");
  }

  @Test
  void shouldRefuseWhenThereAreTooFewSamples() {
    assertThatThrownBy(() -> MemoryTrend.of(heaps(1, 2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 4");
  }

  private static List<MemorySample> heaps(long... bytes) {
    List<MemorySample> samples = new ArrayList<>();
    for (int i = 0; i < bytes.length; i++) {
      samples.add(new MemorySample(10L * (i + 1), bytes[i], OptionalLong.empty()));
    }
    return samples;
  }
}
