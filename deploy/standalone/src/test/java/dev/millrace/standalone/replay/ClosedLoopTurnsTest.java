package dev.millrace.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Interaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClosedLoopTurnsTest {

  private boolean crowded;

  private static final String SEQUENCES = "user-sequences";
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final FakeTicker ticker = new FakeTicker();
  private final FakeLists lists = new FakeLists();

  @Test
  void shouldHoldBackOnlyThePeopleWhoWait() {
    ClosedLoopTurns turns = turns(10, Events.of("a1", "a2", "b1", "b2", "c1"));

    assertThat(sendable(turns)).containsExactly("a1", "b1", "c1");
    assertThat(turns.finished()).isFalse();
  }

  @Test
  void shouldLetNobodyNewActWhileItIsCrowded() {
    ClosedLoopTurns turns = turns(10, Events.of("a1", "b1"));
    crowded = true;
    assertThat(turns.next()).isNull();
    assertThat(turns.finished()).isFalse();

    crowded = false;
    assertThat(sendable(turns)).containsExactly("a1", "b1");
  }

  @Test
  void shouldLetSomebodyActWhenTheListThatAnswersCanBeRead() {
    ClosedLoopTurns turns = turns(10, Events.of("a1", "a2", "a3"));
    acknowledge(turns, turns.next(), 100);

    lists.show(list("a", 99, 0));
    turns.pause();
    assertThat(sendable(turns)).isEmpty();

    lists.show(list("a", 100, 1));
    turns.pause();
    assertThat(sendable(turns)).containsExactly("a2");
    assertThat(turns.impatient()).isZero();
  }

  @Test
  void shouldLetSomebodyLookAtAListBeforeTheyAct() {
    ClosedLoopTurns turns =
        turns(new Pacing.ClosedLoop(10, PATIENCE, Duration.ofSeconds(1)), Events.of("a1", "a2"));
    acknowledge(turns, turns.next(), 100);
    lists.show(list("a", 100, 0));
    turns.pause();
    ticker.sleep(Duration.ofMillis(999));
    turns.pause();
    assertThat(sendable(turns)).isEmpty();

    ticker.sleep(Duration.ofMillis(1));
    turns.pause();
    assertThat(sendable(turns)).containsExactly("a2");
    assertThat(turns.impatient()).isZero();
  }

  @Test
  void shouldLetSomebodyActWhenTheListIsSeenBeforeTheAcknowledgement() {
    ClosedLoopTurns turns = turns(10, Events.of("a1", "a2"));
    NumberedEvent first = turns.next();

    lists.show(list("a", 100, 0));
    turns.pause();
    assertThat(sendable(turns)).isEmpty();

    acknowledge(turns, first, 100);
    turns.pause();
    assertThat(sendable(turns)).containsExactly("a2");
    assertThat(turns.finished()).isTrue();
  }

  @Test
  void shouldLetSomebodyActWhenServingWentPastTheSequenceWithoutANewList() {
    ClosedLoopTurns turns = turns(10, Events.of("a1", "b1", "a2"));
    acknowledge(turns, turns.next(), 100);
    acknowledge(turns, turns.next(), 101);

    lists.show(new Sighting.SequenceSeen("a", 100, new Sighting.Place(3, 7)));
    lists.show(list("b", 101, 6));
    turns.pause();
    assertThat(sendable(turns)).isEmpty();

    lists.show(list("c", 102, 8));
    turns.pause();
    assertThat(sendable(turns)).containsExactly("a2");
    assertThat(turns.impatient()).isZero();
  }

  @Test
  void shouldNotTakeAnAnswerToARequestForProgressOfTheSequences() {
    ClosedLoopTurns turns = turns(10, Events.of("a1", "a2"));
    acknowledge(turns, turns.next(), 100);

    lists.show(new Sighting.SequenceSeen("a", 100, new Sighting.Place(3, 7)));
    lists.show(new Sighting.ListSeen("c", 99, "recommendation-requests", new Sighting.Place(3, 9)));
    turns.pause();

    assertThat(sendable(turns)).isEmpty();
  }

  @Test
  void shouldLetSomebodyActOnceWhenPatienceRunsOut() {
    ClosedLoopTurns turns = turns(10, Events.of("a1", "a2", "a3"));
    acknowledge(turns, turns.next(), 100);

    ticker.sleep(PATIENCE.minusMillis(1));
    turns.pause();
    assertThat(sendable(turns)).isEmpty();

    ticker.sleep(Duration.ofMillis(1));
    turns.pause();
    turns.pause();
    assertThat(sendable(turns)).containsExactly("a2");
    assertThat(turns.impatient()).isEqualTo(1);
  }

  @Test
  void shouldLetNobodyInWhenEnoughPeopleWait() {
    ClosedLoopTurns turns = turns(2, Events.of("a1", "b1", "c1", "a2"));
    NumberedEvent first = turns.next();

    assertThat(sendable(turns)).containsExactly("b1");

    acknowledge(turns, first, 100);
    lists.show(list("a", 100, 0));
    turns.pause();
    assertThat(sendable(turns)).containsExactly("c1");
  }

  @Test
  void shouldKeepTheOrderOfEachPersonAndLoseNobodyWhenAnswersComeAtRandom() {
    List<Interaction> events = randomEvents();
    ClosedLoopTurns turns = turns(5, events);
    List<Interaction> sent = new ArrayList<>();
    long arrival = 0;
    while (!turns.finished()) {
      NumberedEvent event = turns.next();
      if (event == null) {
        ticker.sleep(Duration.ofMillis(100));
        turns.pause();
      } else {
        sent.add(event.interaction());
        acknowledge(turns, event, ++arrival);
        if (arrival % 3 != 0) {
          lists.show(list(event.userId(), arrival, arrival));
        }
      }
    }

    assertThat(sent).containsExactlyInAnyOrderElementsOf(events);
    for (String user : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
      assertThat(sent.stream().filter(event -> event.getUserId().equals(user)))
          .containsExactlyElementsOf(
              events.stream().filter(event -> event.getUserId().equals(user)).toList());
    }
  }

  private static List<Interaction> randomEvents() {
    List<Interaction> events = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      events.add(Events.of(String.valueOf((char) ('a' + random.nextInt(8))), "i" + i, i));
    }
    return events;
  }

  private ClosedLoopTurns turns(int concurrency, List<Interaction> events) {
    return turns(new Pacing.ClosedLoop(concurrency, PATIENCE), events);
  }

  private ClosedLoopTurns turns(Pacing.ClosedLoop pacing, List<Interaction> events) {
    return new ClosedLoopTurns(
        Events.numbered(events),
        pacing,
        new ClosedLoopTurns.Observation(lists, SEQUENCES, ticker, () -> crowded));
  }

  private static Sighting list(String user, long arrivedAt, long sourceOffset) {
    return new Sighting.ListSeen(user, arrivedAt, SEQUENCES, new Sighting.Place(3, sourceOffset));
  }

  private static void acknowledge(Turns turns, @Nullable NumberedEvent event, long arrivedAt) {
    assertThat(event).isNotNull();
    if (event != null) {
      turns.acknowledged(new Acknowledgement(event, arrivedAt));
    }
  }

  private static List<String> sendable(Turns turns) {
    List<String> sent = new ArrayList<>();
    for (NumberedEvent event = turns.next(); event != null; event = turns.next()) {
      sent.add(event.interaction().getEventId());
    }
    return sent;
  }

  private static final class FakeLists implements ServedLists {

    private final List<Sighting> visible = new ArrayList<>();

    void show(Sighting sighting) {
      visible.add(sighting);
    }

    @Override
    public List<Sighting> poll(Duration atMost) {
      List<Sighting> all = List.copyOf(visible);
      visible.clear();
      return all;
    }

    @Override
    public void close() {}
  }
}
