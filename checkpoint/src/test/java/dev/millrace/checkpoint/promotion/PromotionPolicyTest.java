package dev.millrace.checkpoint.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.checkpoint.promotion.PromotionDecision.Promoted;
import dev.millrace.checkpoint.promotion.PromotionDecision.Rejected;
import org.junit.jupiter.api.Test;

class PromotionPolicyTest {

  private static final PromotionPolicy NDCG =
      new PromotionPolicy("ndcg@10", Better.HIGHER, 0.05, 2, 100);
  private static final PromotionPolicy LOSS =
      new PromotionPolicy("loss", Better.LOWER, 0.05, 2, 100);

  @Test
  void shouldPromoteWhatIsNotWorseBeyondTheTolerance() {
    assertThat(NDCG.against(of("ndcg@10", 0.10, 0.08))).isInstanceOf(Promoted.class);
    assertThat(NDCG.against(of("ndcg@10", 0.0951, 0.10))).isInstanceOf(Promoted.class);
    assertThat(NDCG.against(of("ndcg@10", 0.0949, 0.10))).isInstanceOf(Rejected.class);
    assertThat(LOSS.against(of("loss", 2.0, 2.5))).isInstanceOf(Promoted.class);
    assertThat(LOSS.against(of("loss", 2.09, 2.0))).isInstanceOf(Promoted.class);
    assertThat(LOSS.against(of("loss", 2.11, 2.0))).isInstanceOf(Rejected.class);
  }

  @Test
  void shouldGiveBothFiguresAsTheReason() {
    Comparison comparison = of("ndcg@10", 0.0512, 0.0634);

    assertThat(NDCG.against(comparison))
        .isEqualTo(
            new Rejected(
                comparison,
                "ndcg@10 0.0512, incumbent 0.0634, standard error of the difference 0.0000, on 400 cases:"
                    + " worse beyond the tolerance of 5.00 % and 2.00 standard errors"));
  }

  @Test
  void shouldWantTheFirstCheckpointToBeatPopularity() {
    assertThat(NDCG.first(first(0.0101, 0))).isInstanceOf(Promoted.class);
    assertThat(NDCG.first(first(0.0100, 0))).isInstanceOf(Rejected.class);
    assertThat(NDCG.first(first(0.0099, 0)))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> assertThat(rejected.reason()).contains("popularity 0.0100"));
  }

  @Test
  void shouldTakeDifferencesOfAFewStandardErrorsForChance() {
    assertThat(NDCG.against(of("ndcg@10", 0.081, 0.10, 0.01))).isInstanceOf(Promoted.class);
    assertThat(NDCG.against(of("ndcg@10", 0.079, 0.10, 0.01))).isInstanceOf(Rejected.class);
    assertThat(LOSS.against(of("loss", 2.19, 2.0, 0.1))).isInstanceOf(Promoted.class);
    assertThat(LOSS.against(of("loss", 2.21, 2.0, 0.1))).isInstanceOf(Rejected.class);
    assertThat(NDCG.first(first(0.0199, 0.005))).isInstanceOf(Rejected.class);
    assertThat(NDCG.first(first(0.0201, 0.005))).isInstanceOf(Promoted.class);
  }

  @Test
  void shouldRejectWhatWasHardlyMeasuredOrIsNoNumber() {
    assertThat(NDCG.against(new Comparison("ndcg@10", 0.9, 0.1, "incumbent", 0, 99)))
        .isInstanceOf(Rejected.class);
    assertThat(NDCG.against(of("ndcg@10", Double.NaN, 0.1))).isInstanceOf(Rejected.class);
    assertThat(LOSS.against(of("loss", Double.NEGATIVE_INFINITY, 2))).isInstanceOf(Rejected.class);
  }

  @Test
  void shouldRefuseAFigureThatItDoesNotDecideBy() {
    assertThatThrownBy(() -> NDCG.against(of("loss", 1, 1)))
        .hasMessage("The policy decides by ndcg@10; found a comparison of loss");
    assertThatThrownBy(() -> new PromotionPolicy("loss", Better.LOWER, Double.NaN, 2, 1))
        .hasMessageContaining("tolerance takes 0 to 1");
    assertThatThrownBy(() -> new PromotionPolicy("loss", Better.LOWER, 0, -1, 1))
        .hasMessage("confidence takes 0 to 10; found -1.0");
  }

  private static Comparison of(String metric, double candidate, double incumbent) {
    return of(metric, candidate, incumbent, 0);
  }

  private static Comparison of(
      String metric, double candidate, double incumbent, double standardError) {
    return new Comparison(metric, candidate, incumbent, "incumbent", standardError, 400);
  }

  private static Comparison first(double candidate, double standardError) {
    return new Comparison(
        "ndcg@10", candidate, 0.01, PromotionPolicy.POPULARITY, standardError, 400);
  }
}
