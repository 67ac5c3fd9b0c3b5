package dev.millrace.trainer.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.metrics.PairedDifference;
import dev.millrace.model.sequential.RankingQuery;
import dev.millrace.model.sequential.SequentialRecommender;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgementTest {

  private static final RankingQuery CASE =
      new RankingQuery(ItemIds.of(1), ItemIds.empty(), ItemIds.of(2));

  private final Judgement judgement = new Judgement(2);

  @Test
  void shouldTellHowGoodEachListWas() {
    judgement.add(
        Collections.nCopies(4, CASE),
        new Judgement.Ranks(
            new int[] {1, 2, 3, 0},
            new int[] {0, 0, 0, 0},
            new int[] {1, 1, 1, 1},
            new int[] {3, 2, 2, 3}));

    assertThat(judgement.model().hitRate()).isEqualTo(2 / 4.0);
    assertThat(judgement.model().ndcg())
        .isCloseTo((1 + Math.log(2) / Math.log(3)) / 4, within(1e-12));
    assertThat(judgement.popularity().ndcg()).isZero();
    assertThat(judgement.transitions().ndcg()).isEqualTo(1);
    assertThat(judgement.fusion().hitRate()).isEqualTo(2 / 4.0);
    assertThat(judgement.cases()).hasSize(4);
  }

  @Test
  void shouldCompareWithOthersCaseByCase() {
    judgement.add(
        Collections.nCopies(2, CASE),
        new Judgement.Ranks(new int[] {1, 0}, new int[] {0, 1}, new int[2], new int[2]));
    judgement.add(
        Collections.nCopies(2, CASE),
        new Judgement.Ranks(new int[] {1, 1}, new int[] {0, 0}, new int[2], new int[2]));

    Judgement.Rival popularity = judgement.againstPopularity();
    Judgement.Rival other = judgement.against(new AlwaysRight());

    assertThat(popularity.metrics()).isEqualTo(judgement.popularity());
    assertThat(popularity.lead())
        .isEqualTo(PairedDifference.ofNdcg(new int[] {1, 0, 1, 1}, new int[] {0, 1, 0, 0}, 2));
    assertThat(other.metrics().ndcg()).isEqualTo(1);
    assertThat(other.lead().mean()).isEqualTo(-0.25);
  }

  @Test
  void shouldWeighLossesByTheirPositions() {
    judgement.addLoss(2, 30);
    judgement.addLoss(4, 10);

    assertThat(judgement.loss()).isEqualTo((2.0 * 30 + 4 * 10) / 40);
    assertThat(judgement.positions()).isEqualTo(40);
  }

  @Test
  void shouldHaveNoFiguresBeforeTheFirstCase() {
    assertThat(judgement.loss()).isZero();
    assertThat(judgement.model().cases()).isZero();
    assertThat(judgement.cases()).isEqualTo(List.of());
  }

  private static final class AlwaysRight implements SequentialRecommender {

    @Override
    public int[] ranks(List<RankingQuery> queries) {
      return queries.stream().mapToInt(query -> 1).toArray();
    }

    @Override
    public long parameterCount() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
