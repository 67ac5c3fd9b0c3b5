package dev.millrace.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.millrace.model.llm.TensorEngine;
import org.junit.jupiter.api.Test;

class AdaptiveTemperatureTest {

  private static final Temperature.Adaptive OPTIONS = Temperature.Adaptive.defaults();
  private static final AdaptiveTemperature START = AdaptiveTemperature.start(OPTIONS);

  /** μ₋ = 2, σ = 1.5, N = 3000 and μ₊ = 14. */
  private static final RootLogits WORKED = new RootLogits(1, 3000, 14, 2, 1.5 * 1.5);

  @Test
  void shouldFindTheWorkedOptimum() {
    assertThat(START.optimum(WORKED)).isCloseTo(1.713, within(5e-4));
  }

  @Test
  void shouldSolveTheEquationOfMasses() {
    double optimum = START.optimum(WORKED);

    double positive = Math.exp(14 / optimum);
    double others = 3000 * Math.exp(2 / optimum + 2.25 / (2 * optimum * optimum));
    assertThat(positive / others).isCloseTo(0.25, within(1e-9));
  }

  @Test
  void shouldGoASmallWayToTheOptimum() {
    double expected = 0.95 * 1.5 + 0.05 * START.optimum(WORKED);

    assertThat(START.next(WORKED).value()).isCloseTo(expected, within(1e-12));
  }

  @Test
  void shouldKeepTheOptimumBetweenItsLimits() {
    RootLogits certain = new RootLogits(1, 3000, 200, 2, 1);
    RootLogits hopeless = new RootLogits(1, 3000, -5, 2, 1);

    assertThat(START.next(certain).value()).isCloseTo(0.95 * 1.5 + 0.05 * 5, within(1e-12));
    assertThat(START.next(hopeless).value()).isCloseTo(1.5, within(1e-12));
  }

  @Test
  void shouldTakeTheHighestWhenTokensAreFew() {
    RootLogits few = new RootLogits(1, 3, 2, 1, 1);

    assertThat(START.next(few).value()).isCloseTo(0.95 * 1.5 + 0.05 * 5, within(1e-12));
  }

  @Test
  void shouldStayWhenLogitsAreNotFinite() {
    assertThat(START.next(new RootLogits(1, 3000, Double.NaN, 2, 1))).isEqualTo(START);
  }

  @Test
  void shouldReadStatisticsOfEachPosition() {
    // (1, 2, 6): mean 3, variance (4 + 1 + 9) / 3; (10, 10, 10): mean 10, variance 0.
    Sample sample =
        new Sample(
            new float[][][] {{{1, 2, 6}, {10, 10, 10}}},
            new int[] {2, 0},
            new boolean[2],
            new float[2][3],
            3);

    RootLogits logits = read(sample);

    assertThat(logits.positions()).isEqualTo(2);
    assertThat(logits.children()).isEqualTo(3);
    assertThat(logits.target()).isCloseTo((6 + 10) / 2.0, within(1e-6));
    assertThat(logits.mean()).isCloseTo((3 + 10) / 2.0, within(1e-6));
    assertThat(logits.variance()).isCloseTo((14 / 3.0 + 0) / 2, within(1e-6));
  }

  @Test
  void shouldGiveTheSameStatisticsWhenPositionsAreCutIntoBlocks() {
    Sample sample = Sample.random(1, 1, 6, 6, 6, 6, 6);

    RootLogits whole = read(sample);
    RootLogits sum = read(sample.slice(0, 2)).plus(read(sample.slice(2, 5)));

    assertThat(sum.positions()).isEqualTo(5);
    assertThat(sum.target()).isCloseTo(whole.target(), within(1e-6));
    assertThat(sum.mean()).isCloseTo(whole.mean(), within(1e-6));
    assertThat(sum.variance()).isCloseTo(whole.variance(), within(1e-6));
  }

  @Test
  void shouldRefuseBlocksWithFilling() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(Sample.random(1, 1, 6, 5)))
        .withMessageContaining("All children of the root");
  }

  private static RootLogits read(Sample sample) {
    try (NDManager manager = TensorEngine.start().newBaseManager()) {
      return RootLogits.of(sample.block(manager));
    }
  }
}
