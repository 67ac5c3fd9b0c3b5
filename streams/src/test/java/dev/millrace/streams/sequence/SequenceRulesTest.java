package dev.millrace.streams.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.TransitionChange;
import dev.millrace.avro.UserSequence;
import dev.millrace.streams.sequence.Outcome.Accepted;
import dev.millrace.streams.sequence.Outcome.Late;
import dev.millrace.streams.sequence.TrackedEvent.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever order events arrive in, the outputs are the same as long as none is late. */
@NullUnmarked // JUnit fills the fields, AssertJ says when a value is missing.
class SequenceRulesTest {

  private static final int LENGTH = 8;
  private static final int WINDOW = 5;
  private static final int EVENTS = 120;
  private static final long GRACE_MS = 1_000;

  private final SequenceSettings settings =
      SequenceSettings.DEFAULTS.withLengthAndGrace(LENGTH, Duration.ofMillis(GRACE_MS));
  private final SequenceRules rules = new SequenceRules(settings, WINDOW);
  private final SequenceOutputs outputs = new SequenceOutputs(LENGTH, WINDOW);

  /** The sequence at the end, and the sum of all changes of transitions. */
  private record Result(UserSequence sequence, Map<List<Object>, Integer> transitions) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void shouldGiveTheSameWhenArrivalsAreShuffledInsideGrace(long seed) {
    Random random = new Random(seed);
    List<TrackedEvent> inOrder = events(random);
    Result expected = replay(inOrder);

    assertThat(replay(shuffledInsideGrace(inOrder, random))).isEqualTo(expected);
  }

  @Test
  void shouldSumToPairsOfTheWholeHistoryWhenSequenceIsMuchShorter() {
    List<TrackedEvent> inOrder = events(new Random(11));
    Result result = replay(shuffledInsideGrace(inOrder, new Random(12)));

    assertThat(result.transitions()).isEqualTo(pairs(inOrder));
  }

  @Test
  void shouldStoreWhatItRemembersWhenEncoded() {
    UserState state = UserState.EMPTY;
    for (TrackedEvent event : events(new Random(13))) {
      state = ((Accepted) rules.apply(state, event)).after();
    }

    assertThat(UserStateSerde.decode(UserStateSerde.encode(state))).isEqualTo(state);
  }

  @Test
  void shouldStayBoundedAndCallOldOnesLateWhenGraceHoldsTooMuch() {
    UserState state = UserState.EMPTY;
    int many = 3 * settings.maxTracked();
    for (int index = 0; index < many; index++) {
      state = accepted(state, event(index, "i" + index, 10_000 + index / 100));
    }

    assertThat(state.extending()).hasSizeBetween(LENGTH, settings.maxTracked());
    assertThat(rules.apply(state, event(0, "i0", 10_000))).isInstanceOf(Late.class);
  }

  private Result replay(List<TrackedEvent> arrivals) {
    UserState state = UserState.EMPTY;
    Map<List<Object>, Integer> transitions = new HashMap<>();
    for (TrackedEvent event : arrivals) {
      Accepted accepted = (Accepted) rules.apply(state, event);
      outputs
          .accepted("u", new SequenceOutputs.Step(event, accepted), 0)
          .getTransitions()
          .forEach(change -> count(transitions, change));
      state = UserStateSerde.decode(UserStateSerde.encode(accepted.after()));
    }
    transitions.values().removeIf(times -> times == 0);
    return new Result(outputs.sequence("u", state, 0), transitions);
  }

  private UserState accepted(UserState state, TrackedEvent event) {
    return ((Accepted) rules.apply(state, event)).after();
  }

  private static void count(Map<List<Object>, Integer> sums, TransitionChange change) {
    List<Object> pair =
        List.of(
            change.getFromItemId(),
            change.getToItemId(),
            change.getDistance(),
            change.getTimestamp());
    sums.merge(pair, change.getAdded() ? 1 : -1, Integer::sum);
  }

  /** The definition: every extending event with the W extending events before it. */
  private static Map<List<Object>, Integer> pairs(List<TrackedEvent> events) {
    List<TrackedEvent> extending =
        events.stream().filter(event -> event.role() == Role.EXTENDS).toList();
    Map<List<Object>, Integer> sums = new HashMap<>();
    for (int to = 0; to < extending.size(); to++) {
      for (int distance = 1; distance <= Math.min(WINDOW, to); distance++) {
        TrackedEvent from = extending.get(to - distance);
        TrackedEvent event = extending.get(to);
        sums.merge(
            List.of(from.itemId(), event.itemId(), distance, event.timestamp()), 1, Integer::sum);
      }
    }
    return sums;
  }

  private static List<TrackedEvent> events(Random random) {
    List<TrackedEvent> events = new ArrayList<>();
    long time = 1_000_000;
    for (int index = 0; index < EVENTS; index++) {
      time += random.nextInt(120);
      Role role = random.nextInt(6) == 0 ? Role.REJECTS : Role.EXTENDS;
      String type = role == Role.EXTENDS ? "click" : "dislike";
      Double value = random.nextBoolean() ? 1.5 : null;
      events.add(
          new TrackedEvent(
              "e" + index, "i" + random.nextInt(20), type, value, time, role, index % 2 == 0));
    }
    Collections.sort(events);
    return events;
  }

  private static TrackedEvent event(int id, String item, long time) {
    return new TrackedEvent("e" + id, item, "click", null, time, Role.EXTENDS, true);
  }

  /** An event may be overtaken only by events that are newer by less than the grace period. */
  private static List<TrackedEvent> shuffledInsideGrace(List<TrackedEvent> events, Random random) {
    Map<TrackedEvent, Long> arrivals = new HashMap<>();
    events.forEach(event -> arrivals.put(event, event.timestamp() + random.nextLong(GRACE_MS)));
    List<TrackedEvent> shuffled = new ArrayList<>(events);
    shuffled.sort((one, other) -> Long.compare(arrivals.get(one), arrivals.get(other)));
    return shuffled;
  }
}
