package dev.millrace.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.trace.FinishedSpan;
import dev.millrace.contract.trace.SpanExport;
import dev.millrace.contract.trace.Tracing;
import dev.millrace.streams.prequential.JudgementListener;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class StreamsMetricsTest {

  private static final class FullExport implements SpanExport {

    @Override
    public void accept(FinishedSpan span) {}

    @Override
    public long dropped() {
      return 3;
    }
  }

  @Test
  void shouldTellHowManySpansWereLost() {
    Tracing tracing = Tracing.to(new FullExport(), Clock.systemUTC());
    try (StreamsMetrics metrics = new StreamsMetrics()) {
      metrics.observe(tracing);

      assertThat(metrics.scrape()).contains("millrace_streams_spans_dropped_total 3.0");
      assertThat(tracing.dropped()).isEqualTo(3);
    }
  }

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
