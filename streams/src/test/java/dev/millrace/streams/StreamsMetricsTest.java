package dev.millrace.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.streams.prequential.JudgementListener;
import org.junit.jupiter.api.Test;

class StreamsMetricsTest {

  @Test
  void shouldCountJudgementsByModelAndByWhatWasShown() {
    try (StreamsMetrics metrics = new StreamsMetrics()) {
      JudgementListener judgements = metrics.judgements();
      judgements.judged("transitions", "fusion", 0.5);
      judgements.judged("transitions", "fusion", 0);
      judgements.judged("fusion", "fusion", 1);

      assertThat(metrics.scrape())
          .contains(
              "millrace_prequential_interactions_total{model=\"transitions\",served=\"fusion\"}"
                  + " 2.0",
              "millrace_prequential_hits_total{model=\"transitions\",served=\"fusion\"} 1.0",
              "millrace_prequential_gain_total{model=\"transitions\",served=\"fusion\"} 0.5",
              "millrace_prequential_gain_total{model=\"fusion\",served=\"fusion\"} 1.0");
    }
  }
}
