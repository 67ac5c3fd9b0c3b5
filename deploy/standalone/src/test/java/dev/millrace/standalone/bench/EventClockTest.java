package dev.millrace.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventClockTest {

  private static final long MILLI = 1_000_000;

  private final EventClock clock = new EventClock();
  private final EventClock.Stage stage = clock.stage();

  @Test
  void shouldAnswerEveryEventUpToTheVersionRead() {
    clock.sent("ann", 10 * MILLI);
    clock.sent("ann", 20 * MILLI);

    stage.readable("ann", 2, 50 * MILLI);

    assertThat(stage.percentiles()).isEqualTo(new Percentiles(2, 30, 40, 40));
  }

  @Test
  void shouldAnswerEachEventOnceWhenVersionsRepeat() {
    clock.sent("ann", 10 * MILLI);
    stage.readable("ann", 1, 15 * MILLI);
    clock.sent("ann", 20 * MILLI);

    stage.readable("ann", 1, 30 * MILLI);
    stage.readable("ann", 2, 40 * MILLI);

    assertThat(stage.percentiles()).isEqualTo(new Percentiles(2, 5, 20, 20));
  }

  @Test
  void shouldIgnoreUsersNobodySent() {
    stage.readable("bob", 3, 40 * MILLI);

    assertThat(stage.count()).isZero();
  }

  @Test
  void shouldOnlyCountWhatIsSentAfterAStageBegan() {
    clock.sent("ann", 10 * MILLI);
    EventClock.Stage later = clock.stage();
    clock.sent("ann", 20 * MILLI);

    later.readable("ann", 2, 50 * MILLI);

    assertThat(later.percentiles()).isEqualTo(new Percentiles(1, 30, 30, 30));
  }

  @Test
  void shouldCountRecordsApartFromTheEventsTheyAnswer() {
    clock.sent("ann", 10 * MILLI);
    clock.sent("ann", 20 * MILLI);
    clock.sent("bob", 20 * MILLI);

    stage.readable("ann", 2, 50 * MILLI);
    stage.readable("bob", 1, 50 * MILLI);
    stage.readable("bob", 1, 60 * MILLI);

    assertThat(stage.count()).isEqualTo(3);
    assertThat(stage.records()).isEqualTo(2);
  }
}
