package dev.millrace.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

  @Test
  void shouldUseNearestRank() {
    long[] oneToHundredMillis =
        LongStream.rangeClosed(1, 100).map(millis -> millis * 1_000_000).toArray();

    Percentiles percentiles = Percentiles.ofNanos(oneToHundredMillis);

    assertThat(percentiles).isEqualTo(new Percentiles(100, 50.0, 99.0, 100.0));
  }

  @Test
  void shouldSayNothingWhenNothingWasMeasured() {
    assertThat(Percentiles.ofNanos(new long[0]).p99()).isNaN();
  }
}
