package dev.millrace.checkpoint.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.checkpoint.promotion.PromotionDecision.Promoted;
import dev.millrace.checkpoint.promotion.PromotionDecision.Rejected;
import org.junit.jupiter.api.Test;

class PromotionPolicyTest {

  private static final PromotionPolicy NDCG =
      new PromotionPolicy("ndcg@10", Better.HIGHER, 0.05, 100);
  private static final PromotionPolicy LOSS = new PromotionPolicy("loss", Better.LOWER, 0.05, 100);

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
                "ndcg@10 0.0512, incumbent 0.0634, on 400 cases: worse beyond the tolerance of 5.00 %"));
  }

  @Test
  void shouldWantTheFirstCheckpointToBeatPopularity() {
    assertThat(NDCG.first(0.0101, 0.0100, 400)).isInstanceOf(Promoted.class);
    assertThat(NDCG.first(0.0100, 0.0100, 400)).isInstanceOf(Rejected.class);
    assertThat(NDCG.first(0.0099, 0.0100, 400))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> assertThat(rejected.reason()).contains("popularity 0.0100"));
  }

  @Test
  void shouldRejectWhatWasHardlyMeasuredOrIsNoNumber() {
    assertThat(NDCG.against(new Comparison("ndcg@10", 0.9, 0.1, "incumbent", 99)))
        .isInstanceOf(Rejected.class);
    assertThat(NDCG.against(of("ndcg@10", Double.NaN, 0.1))).isInstanceOf(Rejected.class);
    assertThat(LOSS.against(of("loss", Double.NEGATIVE_INFINITY, 2))).isInstanceOf(Rejected.class);
  }

  @Test
  void shouldRefuseAFigureThatItDoesNotDecideBy() {
    assertThatThrownBy(() -> NDCG.against(of("loss", 1, 1)))
        .hasMessage("The policy decides by ndcg@10; found a comparison of loss");
    assertThatThrownBy(() -> new PromotionPolicy("loss", Better.LOWER, Double.NaN, 1))
        .hasMessageContaining("tolerance takes 0 to 1");
  }

  private static Comparison of(String metric, double candidate, double incumbent) {
    return new Comparison(metric, candidate, incumbent, "incumbent", 400);
  }
}
