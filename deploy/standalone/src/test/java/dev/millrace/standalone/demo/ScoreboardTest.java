package dev.millrace.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.avro.OnlineMetrics;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScoreboardTest {

  private static final Offset<Double> EXACT = within(1e-12);

  private final Scoreboard board = new Scoreboard();

  @Test
  void shouldWeighWindowsByTheirInteractions() {
    board.update(window("transitions", 0, 10, 1));
    board.update(window("transitions", 60_000, 30, 9));

    ModelScore score = board.score("transitions", 0).orElseThrow();

    assertThat(score.hitRate()).isCloseTo(10.0 / 40.0, EXACT);
    assertThat(score.ndcg()).isCloseTo(10.0 / 40.0, EXACT);
    assertThat(score.itemNdcg()).isCloseTo(5.0 / 40.0, EXACT);
  }

  @Test
  void shouldReplaceAWindowByItsLaterRecord() {
    board.update(window("transitions", 0, 10, 1));
    board.update(window("transitions", 0, 20, 4));

    assertThat(board.score("transitions", 0).orElseThrow().interactions()).isEqualTo(20);
  }

  @Test
  void shouldLeaveOutWindowsThatEndedBefore() {
    board.update(window("transitions", 0, 10, 1));
    board.update(window("transitions", 60_000, 30, 9));

    assertThat(board.score("transitions", 60_000).orElseThrow().interactions()).isEqualTo(30);
    assertThat(board.score("transitions", 120_000)).isEmpty();
  }

  @Test
  void shouldKeepModelsApart() {
    board.update(window("transitions", 0, 10, 1));

    assertThat(board.score("popularity", 0)).isEmpty();
  }

  @Test
  void shouldCompareModelsOnTheSameInteractionsOnly() {
    board.update(window("transitions", 0, 10, 1));
    board.update(beside("fusion", "fusion", 40, 8));
    board.update(beside("transitions", "fusion", 40, 9));
    board.update(window(Scoreboard.WITHOUT_LIST, 0, 5, 0));

    List<Comparison> comparisons = board.comparisons(0);

    assertThat(comparisons)
        .extracting(Comparison::servedModelId)
        .containsExactly("fusion", "transitions");
    assertThat(comparisons.get(0).scores())
        .extracting(ModelScore::modelId)
        .containsExactly("transitions", "fusion");
    assertThat(board.served(0).orElseThrow().interactions()).isEqualTo(50);
    assertThat(board.score("transitions", 0).orElseThrow().hits()).isEqualTo(10);
  }

  private static OnlineMetrics beside(
      String modelId, String servedModelId, long interactions, long hits) {
    OnlineMetrics window = window(modelId, 0, interactions, hits);
    window.setServedModelId(servedModelId);
    return window;
  }

  private static OnlineMetrics window(String modelId, long start, long interactions, long hits) {
    double hitRate = (double) hits / interactions;
    return OnlineMetrics.newBuilder()
        .setModelId(modelId)
        .setServedModelId(modelId)
        .setWindowStart(start)
        .setWindowEnd(start + 60_000)
        .setK(10)
        .setInteractions(interactions)
        .setHits(hits)
        .setHitRate(hitRate)
        .setNdcg(hitRate)
        .setItemNdcg(hitRate / 2)
        .setMrr(hitRate)
        .setDistinctItems(5)
        .setCatalogueSize(100)
        .setCoverage(0.05)
        .setMeanLatencyMs(20)
        .setMaxLatencyMs(40)
        .build();
  }
}
