package dev.millrace.model.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.collaborative.ItemIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FusionTest {

  private static final double[] CF = {3, 1, 0};
  private static final double[] LOG_LM = {Math.log(0.1), Math.log(0.2), Math.log(0.1)};

  @Test
  void shouldMixBothProbabilitiesOverTheCandidates() {
    assertThat(new FusionForm.Linear(0.25).scores(CF, LOG_LM))
        .containsExactly(
            new double[] {0.25 * 0.75 + 0.75 * 0.25, 0.25 * 0.25 + 0.75 * 0.5, 0.75 * 0.25},
            within(1e-12));
  }

  @Test
  void shouldTrustTheLanguageModelLessWhenTheTemperatureIsAboveOne() {
    // square roots of 1, 4 and 1
    double[] logs = {Math.log(0.1), Math.log(0.4), Math.log(0.1)};
    assertThat(new FusionForm.Linear(0, 2).scores(CF, logs))
        .containsExactly(new double[] {0.25, 0.5, 0.25}, within(1e-12));
  }

  @Test
  void shouldAddLogarithmsWhenLogLinear() {
    double[] scores = new FusionForm.LogLinear(2, 0.5).scores(CF, LOG_LM);

    assertThat(scores[0]).isCloseTo(Math.log(0.1) + 2 * Math.log(1.25), within(1e-12));
    assertThat(scores[2]).isCloseTo(Math.log(0.1) + 2 * Math.log(0.5), within(1e-12));
  }

  @Test
  void shouldGiveImpossibleTitlesNoProbability() {
    double[] scores =
        new FusionForm.Linear(0).scores(new double[2], new double[] {Double.NEGATIVE_INFINITY, -3});

    assertThat(scores).containsExactly(0, 1);
  }

  @Test
  void shouldRankTheBestTargetAndBreakTiesByOrder() {
    FusionCase tied =
        new FusionCase(
            ItemIds.of(7, 8, 9), new double[] {1, 1, 1}, new double[] {0, 0, 0}, ItemIds.of(9, 8));

    assertThat(tied.rank(new FusionForm.Linear(0.5))).isEqualTo(2);
  }

  @Test
  void shouldBeWorseThanNeitherPartOnTheCasesItWasChosenOn() {
    List<FusionCase> cases = cases(200, 3);

    FusionSearch.Choice choice = FusionSearch.best(cases, 10);

    assertThat(choice.ndcg())
        .isGreaterThan(FusionSearch.ndcg(cases, new FusionForm.Linear(0), 10))
        .isGreaterThan(FusionSearch.ndcg(cases, new FusionForm.Linear(1), 10))
        .isEqualTo(FusionSearch.ndcg(cases, choice.form(), 10));
  }

  @Test
  void shouldBeSureOfALanguageModelThatKnowsMuch() {
    FusionSearch.Choice surest = FusionSearch.surest(cases(200, 3), 10);

    assertThat(surest.ndcg())
        .isGreaterThan(FusionSearch.ndcg(cases(200, 3), new FusionForm.Linear(1), 10));
    assertThat(surest.ndcg()).isLessThanOrEqualTo(FusionSearch.best(cases(200, 3), 10).ndcg());
  }

  @Test
  void shouldTakeWhatALanguageModelKnowsByChanceForLessThanItLooks() {
    List<FusionCase> few = cases(40, 0);
    List<FusionCase> others = cases(4_000, 0);
    double alone = FusionSearch.ndcg(others, new FusionForm.Linear(1), 10);
    FusionForm best = FusionSearch.best(few, 10).form();
    FusionForm surest = FusionSearch.surest(few, 10).form();

    // On the few the best of so many forms looks better than it is on others.
    assertThat(FusionSearch.ndcg(others, best, 10)).isLessThan(alone);
    assertThat(FusionSearch.ndcg(others, surest, 10))
        .isGreaterThan(FusionSearch.ndcg(others, best, 10));
  }

  /** Cases of which a language model knows so much. */
  private static List<FusionCase> cases(int number, double knowledge) {
    Random random = new Random(5);
    List<FusionCase> cases = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      int target = random.nextInt(20);
      double[] cf = random.doubles(20).toArray();
      double[] lm = random.doubles(20).map(value -> 4 * value).toArray();
      cf[target] += random.nextDouble();
      lm[target] += knowledge * random.nextDouble();
      cases.add(new FusionCase(candidates(), cf, lm, ItemIds.of(target)));
    }
    return cases;
  }

  private static ItemIds candidates() {
    return ItemIds.of(IntStream.range(0, 20).toArray());
  }

  @Test
  void shouldRefuseWeightsOutOfRange() {
    assertThatThrownBy(() -> new FusionForm.Linear(1.1)).hasMessageContaining("1.1");
    assertThatThrownBy(() -> new FusionForm.Linear(1, 0)).hasMessageContaining("0.0");
    assertThatThrownBy(() -> new FusionForm.LogLinear(-1, 1)).hasMessageContaining("-1");
  }
}
