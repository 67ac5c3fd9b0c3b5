package dev.millrace.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.avro.Interaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimedTurnsTest {

  private final FakeTicker ticker = new FakeTicker();

  @Test
  void shouldSendAtTheRateWhateverTheEventTimes() {
    List<Interaction> events = Events.of("a1", "b1", "a2", "b2");

    assertThat(millisOfSending(events, Schedule.at(new Pacing.Rate(4))))
        .containsExactly(0L, 250L, 500L, 750L);
  }

  @Test
  void shouldSendInTheRhythmOfTheEventsWhenSpedUp() {
    List<Interaction> events =
        List.of(
            Events.of("a", "1", 5_000), Events.of("a", "2", 5_000), Events.of("a", "3", 65_000));

    assertThat(millisOfSending(events, Schedule.at(new Pacing.Speedup(60))))
        .containsExactly(0L, 0L, 1_000L);
  }

  @Test
  void shouldNeverWaitWhenAsFastAsPossible() {
    assertThat(millisOfSending(Events.of("a1", "b1", "a2"), Schedule.immediately()))
        .containsExactly(0L, 0L, 0L);
  }

  @Test
  void shouldCatchUpWhenItWasHeldUp() {
    List<Long> sent = new ArrayList<>();
    TimedTurns turns =
        new TimedTurns(
            Events.numbered(Events.of("a1", "b1", "a2", "b2")),
            Schedule.at(new Pacing.Rate(10)),
            ticker);
    long start = ticker.nanos();

    while (!turns.finished()) {
      if (turns.next() == null) {
        turns.pause();
      } else {
        sent.add((ticker.nanos() - start) / 1_000_000);
        if (sent.size() == 1) {
          ticker.sleep(Duration.ofMillis(250));
        }
      }
    }

    assertThat(sent).containsExactly(0L, 250L, 250L, 300L);
  }

  @Test
  void shouldSayWhatIsAcceptedWhenThePaceIsWrong() {
    assertThatThrownBy(() -> new Pacing.Rate(0))
        .hasMessage("rate must be a number above 0, but was 0.0");
    assertThatThrownBy(() -> new Pacing.Speedup(Double.NaN))
        .hasMessage("speedup must be a number above 0, but was NaN");
    assertThatThrownBy(() -> new Pacing.ClosedLoop(0, Duration.ofSeconds(1)))
        .hasMessage("concurrency must be at least 1, but was 0");
    assertThatThrownBy(() -> new Pacing.ClosedLoop(1, Duration.ZERO))
        .hasMessage("patience must be above 0, but was PT0S");
  }

  private List<Long> millisOfSending(List<Interaction> events, Schedule schedule) {
    TimedTurns turns = new TimedTurns(Events.numbered(events), schedule, ticker);
    List<Long> sent = new ArrayList<>();
    long start = ticker.nanos();
    while (!turns.finished()) {
      if (turns.next() == null) {
        turns.pause();
      } else {
        sent.add((ticker.nanos() - start) / 1_000_000);
      }
    }
    return sent;
  }
}
