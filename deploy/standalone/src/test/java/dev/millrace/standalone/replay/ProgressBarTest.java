package dev.millrace.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

  @Test
  void shouldShowShareRateAndTimeLeftWhenTheTotalIsKnown() {
    ReplayProgress progress =
        new ReplayProgress(60_000, 50_000, 3, 12_500, 100_000L, Duration.ofSeconds(4));

    assertThat(ProgressBar.render(progress))
        .isEqualTo(
            "[############------------]  50%  50,000/100,000  12,500/s  ETA 0:04  3 bad rows");
  }

  @Test
  void shouldShowOnlyWhatIsKnownWhenThereIsNoEnd() {
    ReplayProgress progress =
        new ReplayProgress(60_000, 50_000, 0, 12_500, null, Duration.ofSeconds(4));

    assertThat(ProgressBar.render(progress)).isEqualTo("50,000  12,500/s");
  }

  @Test
  void shouldWriteHoursWhenItTakesLong() {
    assertThat(ProgressBar.clock(Duration.ofSeconds(3_725))).isEqualTo("1:02:05");
    assertThat(ProgressBar.clock(Duration.ofSeconds(3_599))).isEqualTo("59:59");
  }

  @Test
  void shouldMeasureTheRateOfTheLastSeconds() {
    ProgressMeter meter = new ProgressMeter(0);
    double rate = 0;
    for (int second = 1; second <= 20; second++) {
      rate = meter.sample(TimeUnit.SECONDS.toNanos(second), 100L * Math.max(0, second - 10));
    }

    assertThat(rate).isEqualTo(100);
    assertThat(meter.due(TimeUnit.MILLISECONDS.toNanos(20_199))).isFalse();
    assertThat(meter.due(TimeUnit.MILLISECONDS.toNanos(20_200))).isTrue();
  }

  @Test
  void shouldPrintALineEveryFewSecondsWhenThereIsNoTerminal() {
    StringWriter text = new StringWriter();
    ProgressPrinter printer = new ProgressPrinter(new PrintWriter(text), false);

    for (int second = 1; second <= 12; second++) {
      printer.onProgress(
          new ReplayProgress(second, second, 0, 1, null, Duration.ofSeconds(second)));
    }
    printer.done();

    assertThat(text.toString().lines()).containsExactly("5  1/s", "10  1/s");
  }

  @Test
  void shouldRedrawOneLineOnATerminal() {
    StringWriter text = new StringWriter();
    ProgressPrinter printer = new ProgressPrinter(new PrintWriter(text), true);

    printer.onProgress(new ReplayProgress(1, 1, 0, 1, null, Duration.ofSeconds(1)));
    printer.onProgress(new ReplayProgress(2, 2, 0, 1, null, Duration.ofSeconds(2)));
    printer.done();

    assertThat(text.toString()).startsWith("\r1  1/s").contains("\r2  1/s").endsWith("\n");
  }
}
