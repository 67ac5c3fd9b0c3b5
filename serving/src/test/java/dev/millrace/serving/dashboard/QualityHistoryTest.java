package dev.millrace.serving.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.OnlineMetrics;
import org.junit.jupiter.api.Test;

class QualityHistoryTest {

  private final QualityHistory history = new QualityHistory();

  @Test
  void shouldReplaceAWindowByItsLaterRecord() {
    history.add(window(10));
    history.add(window(20));

    assertThat(history.quality().models()).hasSize(1);
    assertThat(history.quality().models().get(0).windows())
        .extracting(Quality.Window::interactions)
        .containsExactly(20L);
  }

  @Test
  void shouldForgetAllBeforeItIsReadAgain() {
    history.add(window(10));

    history.clear();

    assertThat(history.quality().models()).isEmpty();
  }

  private static OnlineMetrics window(long interactions) {
    return OnlineMetrics.newBuilder()
        .setModelId("fusion")
        .setServedModelId("fusion")
        .setWindowStart(0)
        .setWindowEnd(10)
        .setK(10)
        .setInteractions(interactions)
        .setHits(1)
        .setHitRate(0.1)
        .setNdcg(0.1)
        .setMrr(0.1)
        .setDistinctItems(1)
        .setCatalogueSize(1)
        .setCoverage(1)
        .setMeanLatencyMs(1)
        .setMaxLatencyMs(1)
        .build();
  }
}
