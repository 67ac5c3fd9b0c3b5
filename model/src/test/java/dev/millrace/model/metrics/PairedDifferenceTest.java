package dev.millrace.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedDifferenceTest {

  private static final int[] MODEL = {1, 1, 0, 3};
  private static final int[] OTHER = {1, 3, 0, 4};

  @Test
  void shouldTakeTheMeanOfTheDifferencesCaseByCase() {
    // gains 1, 1, 0, 1/2 and 1, 1/2, 0, 0: rank 4 is beyond the list
    PairedDifference difference = PairedDifference.ofNdcg(MODEL, OTHER, 3);

    assertThat(difference.mean()).isCloseTo(0.25, within(1e-12));
    assertThat(difference.standardError()).isCloseTo(Math.sqrt(0.25 / 3 / 4), within(1e-12));
    assertThat(difference.cases()).isEqualTo(4);
    assertThat(difference.lowerBound(2))
        .isCloseTo(difference.mean() - 2 * difference.standardError(), within(1e-12));
  }

  @Test
  void shouldBeTheDifferenceOfBothFigures() {
    int[] ranks = IntStream.range(0, 50).map(i -> i * 7 % 13).toArray();
    int[] others = IntStream.range(0, 50).map(i -> i * 5 % 17).toArray();

    assertThat(PairedDifference.ofNdcg(ranks, others, 10).mean())
        .isCloseTo(ndcg(ranks) - ndcg(others), within(1e-12));
  }

  @Test
  void shouldBeSurerThanEitherFigureWhereBothFindTheSameCasesHard() {
    int[] ranks = IntStream.range(0, 100).map(i -> i % 2).toArray();
    int[] others = ranks.clone();
    others[1] = 2;

    assertThat(PairedDifference.ofNdcg(ranks, others, 10).standardError())
        .isLessThan(0.2 * PairedDifference.ofNdcg(ranks, new int[100], 10).standardError());
  }

  @Test
  void shouldBeSureOfNothingWithoutTwoCases() {
    assertThat(PairedDifference.ofNdcg(new int[] {1}, new int[] {0}, 10).lowerBound(1))
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(PairedDifference.ofNdcg(new int[] {1}, new int[] {0}, 10).lowerBound(0))
        .isEqualTo(1);
    assertThat(PairedDifference.ofNdcg(new int[0], new int[0], 10).mean()).isZero();
  }

  @Test
  void shouldRefuseRanksOfDifferentCases() {
    assertThatThrownBy(() -> PairedDifference.ofNdcg(MODEL, new int[3], 10))
        .hasMessage("Both models rank the same cases, but there were 4 and 3");
  }

  private static double ndcg(int[] ranks) {
    RankingAccumulator sums = new RankingAccumulator(10);
    sums.addAll(ranks);
    return sums.metrics().ndcg();
  }
}
