package dev.millrace.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.millrace.model.llm.TensorEngine;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ObjectiveTest {

  private static final Offset<Double> CLOSE = within(1e-5);

  private static final ObjectiveConfig MSL = ObjectiveConfig.msl();
  private static final ObjectiveConfig ILREC = ObjectiveConfig.ilrec();

  /** Probabilities 1/2, 1/4, 1/4 in the last layer and 1/5, 3/5, 1/5 below; the first is wanted. */
  private static final Sample WORKED =
      new Sample(
          new float[][][] {{logs(2, 1, 1)}, {logs(1, 3, 1)}},
          new int[] {0},
          new boolean[] {false},
          new float[][] {{0.3f, 0.1f, 0.6f}},
          3);

  private static float[] logs(double... masses) {
    float[] logits = new float[masses.length];
    for (int v = 0; v < masses.length; v++) {
      logits[v] = (float) Math.log(masses[v]);
    }
    return logits;
  }

  @Test
  void shouldGiveWorkedTerms() {
    // N = {1}, for 3/5 ≥ 1/2 > 1/5; w(1) = 1; mass of token 1 becomes 1/4 · (1 + 0.5 · 1 · 1).
    double penalised = 1.0 / 4 * 1.5;
    double preference = -Math.log(0.5 / (0.5 + penalised + 0.25));
    double distillation =
        0.5 * Math.log(0.5 / 0.2) + 0.25 * Math.log(0.25 / 0.6) + 0.25 * Math.log(0.25 / 0.2);
    // q = (0.3, 0.1) / 0.4 on {0, 1}.
    double regularisation = -(0.75 * Math.log(0.5) + 0.25 * Math.log(0.25));

    Sample.Result result = WORKED.evaluate(ILREC, 1);

    assertThat(result.terms().preference()).isCloseTo(preference, CLOSE);
    assertThat(result.terms().distillation()).isCloseTo(distillation, CLOSE);
    assertThat(result.terms().regularisation()).isCloseTo(regularisation, CLOSE);
    assertThat(result.terms().base()).isCloseTo(-Math.log(0.5), CLOSE);
    assertThat(result.total())
        .isCloseTo(preference + 0.1 * distillation + 0.5 * regularisation, CLOSE);
  }

  @Test
  void shouldGiveWorkedLossWhenTemperatureIsTwo() {
    // softmax of (ln 2, 0, 0) / 2 is (√2, 1, 1) / (√2 + 2); times τ.
    double expected = -2 * Math.log(Math.sqrt(2) / (Math.sqrt(2) + 2));

    assertThat(WORKED.evaluate(MSL, 2).total()).isCloseTo(expected, CLOSE);
  }

  @Test
  void shouldGiveExactlyTheBaseWhenPenaltyIsZero() {
    Sample sample = Sample.random(1, 3, 30, 4, 11);
    ObjectiveConfig penaltyOfZero =
        MSL.with(
            new SelfHardNegatives(
                2,
                1,
                NegativeSource.INTERMEDIATE,
                Term.weighted(0),
                Term.weighted(0),
                Term.weighted(1e-30)));

    Sample.Result result = sample.evaluate(penaltyOfZero, 1.7);

    Sample.Result base = sample.evaluate(MSL, 1.7);
    assertThat(result.terms().preference()).isEqualTo(base.total());
    assertThat(result.gradients()[0]).isDeepEqualTo(base.gradients()[0]);
  }

  @Test
  void shouldPushNegativesDownHarderWhenPenalised() {
    ObjectiveConfig preferenceOnly =
        MSL.with(SelfHardNegatives.defaults().withoutDistillation().withoutRegularisation());

    float[] penalised = WORKED.evaluate(preferenceOnly, 1).gradients()[0][0];

    float[] base = WORKED.evaluate(MSL, 1).gradients()[0][0];
    assertThat(penalised[1]).isGreaterThan(base[1] + 0.05f);
    assertThat(penalised[0]).isLessThan(base[0]);
    assertThat(penalised[2]).isLessThan(base[2]);
  }

  @Test
  void shouldGiveTheTeacherNoGradientWhenOnlyDistilling() {
    Sample sample = Sample.random(2, 3, 8, 5, 6);
    Sample.Result base = sample.evaluate(MSL, 1);
    ObjectiveConfig distilling =
        MSL.with(SelfHardNegatives.defaults().withoutPreference().withoutRegularisation());

    Sample.Result result = sample.evaluate(distilling, 1);

    assertThat(result.gradients()[0]).isDeepEqualTo(base.gradients()[0]);
    assertThat(result.gradients()[1][0]).doesNotContain(0);
    assertThat(result.gradients()[1][2]).as("end of a title").containsOnly(0);
  }

  @Test
  void shouldNotChangeWhenNumberIsAddedToLogits() {
    Sample sample = Sample.random(3, 3, 8, 5, 6);

    Sample shifted = sample.shifted(0, 1, 3).shifted(1, 0, -2).shifted(2, 2, 5);

    assertThat(shifted.evaluate(ILREC, 1.5).total())
        .isCloseTo(sample.evaluate(ILREC, 1.5).total(), CLOSE);
  }

  @Test
  void shouldNotChangeWhenBlockIsWider() {
    Sample sample = Sample.random(4, 3, 8, 5, 6);
    Sample.Result expected = sample.evaluate(ILREC, 1.5);

    Sample.Result result = sample.padded(5).evaluate(ILREC, 1.5);

    assertThat(result.total()).isCloseTo(expected.total(), CLOSE);
    for (int layer = 0; layer < 3; layer++) {
      for (int position = 0; position < 3; position++) {
        float[] own = Arrays.copyOf(result.gradients()[layer][position], 8);
        assertThat(own).containsExactly(expected.gradients()[layer][position], within(1e-6f));
        assertThat(result.gradients()[layer][position]).endsWith(0, 0, 0, 0, 0);
      }
    }
  }

  @Test
  void shouldAddUpToTheSameWhenPositionsAreCutIntoBlocks() {
    Sample sample = Sample.random(5, 3, 8, 5, 6, 2, 9, 3);
    Sample.Result whole = sample.evaluate(ILREC, 1.5);

    Sample.Result first = sample.slice(0, 4).evaluate(ILREC, 1.5, sample.counted());
    Sample.Result second = sample.slice(4, 6).evaluate(ILREC, 1.5, sample.counted());

    assertThat(first.total() + second.total()).isCloseTo(whole.total(), CLOSE);
    LossTerms sum = first.terms().plus(second.terms());
    assertThat(sum.distillation()).isCloseTo(whole.terms().distillation(), CLOSE);
    assertThat(sum.regularisation()).isCloseTo(whole.terms().regularisation(), CLOSE);
    assertThat(sum.base()).isCloseTo(whole.terms().base(), CLOSE);
    assertThat(first.gradients()[1][2]).containsExactly(whole.gradients()[1][2], within(1e-6f));
    assertThat(second.gradients()[0][0]).containsExactly(whole.gradients()[0][4], within(1e-6f));
  }

  @Test
  void shouldLoseNothingWhenThereIsOneChild() {
    Sample sample = Sample.random(6, 3, 1, 1);

    Sample.Result result = sample.evaluate(ILREC, 1.5);

    assertThat(result.total()).isZero();
    assertThat(result.gradients()[0][0]).containsOnly(0);
    assertThat(result.gradients()[1][0]).containsOnly(0);
  }

  @Test
  void shouldCountNothingForDistillationWhenAllPositionsEndTitles() {
    Sample sample = Sample.random(7, 3, 5);

    assertThat(sample.counted().notEnds()).isZero();
    assertThat(sample.evaluate(ILREC, 1).terms().distillation()).isZero();
    assertThat(sample.evaluate(ILREC, 1).total()).isFinite();
  }

  @Test
  void shouldKeepTheScaleOfTheGradientWhenTemperatureChanges() {
    // With g hopeless, the gradient of its logit is −1 at any temperature.
    Sample hopeless = Sample.random(8, 1, 6).with(0, 0, 2, 200);

    for (double temperature : new double[] {1, 2, 5}) {
      float[] gradient = hopeless.evaluate(MSL, temperature).gradients()[0][0];
      assertThat(gradient[hopeless.targets()[0]]).isCloseTo(-1, within(1e-4f));
    }
  }

  @Test
  void shouldStayFiniteWhenProbabilitiesVanish() {
    Sample sample = Sample.random(9, 3, 6, 4, 5).padded(3);
    int target = sample.targets()[1];

    Sample.Result result = sample.with(0, 1, target, -500).evaluate(ILREC, 1);

    assertThat(result.total()).isFinite();
    assertThat(result.gradients()[0][1]).endsWith(0, 0, 0, 0, 0);
  }

  @Test
  void shouldFallBackOnTheTargetWhenRewardsAreAllZero() {
    Sample sample =
        new Sample(
            WORKED.logits(), WORKED.targets(), WORKED.ends(), new float[][] {{0, 0, 0.9f}}, 3);

    // N ∪ {g} = {0, 1} has no reward at all: the label is g.
    assertThat(sample.evaluate(ILREC, 1).terms().regularisation()).isCloseTo(-Math.log(0.5), CLOSE);
  }

  @Test
  void shouldKeepNoArraysWhenEvaluatedManyTimes() {
    Sample sample = Sample.random(10, 3, 8, 5, 6);
    try (NDManager model = TensorEngine.start().newBaseManager()) {
      LogitBlock block = sample.block(model);
      block.last().setRequiresGradient(true);
      block.intermediate().forEach(layer -> layer.setRequiresGradient(true));
      int before = model.getManagedArrays().size();
      for (int step = 0; step < 100; step++) {
        evaluateOnce(model, block, sample.counted());
      }
      assertThat(model.getManagedArrays()).hasSize(before);
    }
  }

  private static void evaluateOnce(NDManager model, LogitBlock block, CountedPositions whole) {
    try (NDManager scratch = model.newSubManager();
        GradientCollector collector = TensorEngine.start().newGradientCollector()) {
      BlockLoss loss = new Objective(ILREC).evaluate(scratch, block, 1.5, whole);
      assertThat(scratch.getManagedArrays()).hasSize(2);
      collector.backward(loss.total());
    }
  }

  @Test
  void shouldRefuseWhenLayersAreMissing() {
    Sample sample = Sample.random(11, 1, 8, 5);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> sample.evaluate(ILREC, 1))
        .withMessageContaining("intermediate layers");
  }
}
