package dev.millrace.contract.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreshnessTimersTest {

  private static final long NOW = 1_700_000_000_000L;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FreshnessTimers timers =
      new FreshnessTimers(
          registry,
          Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC),
          List.of(FreshnessStage.REFINED, FreshnessStage.SEQUENCE));

  @Test
  void shouldTellMedianAndWorstInTheOrderOfThePipeline() {
    for (int second = 1; second <= 100; second++) {
      timers.reached(FreshnessStage.REFINED, NOW - second * 1_000L);
    }

    List<Freshness> read = timers.read();

    assertThat(read).hasSize(2);
    assertThat(read.get(0)).isEqualTo(new Freshness(FreshnessStage.SEQUENCE, 0, 0, 0));
    Freshness refined = read.get(1);
    assertThat(refined.count()).isEqualTo(100);
    assertThat(refined.p50()).isCloseTo(50, withinPercentage(5));
    assertThat(refined.p95()).isCloseTo(95, withinPercentage(5));
  }

  @Test
  void shouldCountInBucketsFromATenthOfASecondToAnHour() {
    timers.reached(FreshnessStage.SEQUENCE, NOW - 150);
    timers.reached(FreshnessStage.SEQUENCE, Duration.ofHours(2));

    assertThat(
            Arrays.stream(
                    registry
                        .get("millrace.freshness")
                        .tag("stage", "sequence")
                        .timer()
                        .takeSnapshot()
                        .histogramCounts())
                .filter(bucket -> bucket.count() == 1)
                .mapToDouble(bucket -> bucket.bucket() / 1e9))
        .startsWith(0.2)
        .endsWith(3600.0);
  }

  @Test
  void shouldNotCountWhatArrivedNobodyKnowsWhen() {
    timers.reached(FreshnessStage.SEQUENCE, 0);

    assertThat(timers.read().get(0).count()).isZero();
  }

  @Test
  void shouldTakeAClockThatIsBehindTheBrokersForNoTimeAtAll() {
    timers.reached(FreshnessStage.SEQUENCE, NOW + 500);

    assertThat(timers.read().get(0)).isEqualTo(new Freshness(FreshnessStage.SEQUENCE, 1, 0, 0));
  }

  @Test
  void shouldRefuseAStageThatIsNotItsOwn() {
    assertThatThrownBy(() -> timers.reached(FreshnessStage.LEARNED, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("This process sees [SEQUENCE, REFINED], not LEARNED");
  }
}
