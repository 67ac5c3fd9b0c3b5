package dev.millrace.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankingAccumulatorTest {

  private static final double EXACT = 1e-12;

  @Test
  void shouldAverageByHandWhenCasesHitMissAndFallBehindK() {
    RankingAccumulator accumulator = new RankingAccumulator(5);
    accumulator.addRank(1);
    accumulator.addRank(3);
    accumulator.addRank(8);
    accumulator.addMiss();

    RankingMetrics metrics = accumulator.metrics();

    assertThat(metrics.k()).isEqualTo(5);
    assertThat(metrics.cases()).isEqualTo(4);
    assertThat(metrics.hitRate()).isEqualTo(2.0 / 4);
    // log2(1 + 1) = 1 and log2(3 + 1) = 2
    assertThat(metrics.ndcg()).isCloseTo((1.0 + 1.0 / 2) / 4, within(EXACT));
    assertThat(metrics.reciprocalRank()).isCloseTo((1.0 + 1.0 / 3 + 1.0 / 8) / 4, within(EXACT));
    assertThat(metrics.averagePrecision()).isCloseTo((1.0 + 1.0 / 3) / 4, within(EXACT));
  }

  @Test
  void shouldCountTheLastPlaceWhenRankEqualsK() {
    RankingAccumulator accumulator = new RankingAccumulator(10);
    accumulator.addRank(10);

    assertThat(accumulator.metrics().hitRate()).isEqualTo(1.0);
    assertThat(accumulator.metrics().ndcg())
        .isCloseTo(1 / (Math.log(11) / Math.log(2)), within(EXACT));
  }

  @Test
  void shouldBeZeroWhenThereAreNoCases() {
    assertThat(new RankingAccumulator(10).metrics())
        .isEqualTo(new RankingMetrics(10, 0, 0, 0, 0, 0));
  }

  @Test
  void shouldRejectRankWhenBelowOne() {
    RankingAccumulator accumulator = new RankingAccumulator(10);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> accumulator.addRank(0))
        .withMessage("A rank is at least 1, but was 0");
  }

  @Test
  void shouldRejectKWhenBelowOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RankingAccumulator(0))
        .withMessage("K is at least 1, but was 0");
  }
}
