package dev.millrace.streams.sequence;

import dev.millrace.streams.sequence.Outcome.Accepted;
import dev.millrace.streams.sequence.Outcome.Ignored;
import dev.millrace.streams.sequence.Outcome.Late;
import dev.millrace.streams.sequence.TrackedEvent.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what an interaction does to the state of its user.
 *
 * <p>The state holds every interaction that a late one could still meet: all inside the grace
 * period and, before them, as many extending ones as transitions reach back. So what a late
 * interaction changes is the same as if it had come in time. Grace is judged against the user's own
 * newest event time: what other users do has no influence.
 */
final class SequenceRules {

  private final SequenceSettings settings;
  private final int window;

  /**
   * @param window how many positions apart two items of a transition may be (W)
   */
  SequenceRules(SequenceSettings settings, int window) {
    this.settings = settings;
    this.window = window;
  }

  Outcome apply(UserState state, TrackedEvent event) {
    if (event.timestamp() <= state.forgotten().upTo()) {
      return Ignored.FORGOTTEN;
    }
    if (state.holds(event.eventId())) {
      return Ignored.DUPLICATE;
    }
    long earliest = earliest(state);
    if (event.timestamp() < earliest) {
      return new Late(earliest);
    }
    return accept(state, event);
  }

  private Accepted accept(UserState state, TrackedEvent event) {
    if (event.role() == Role.EXTENDS) {
      int position = position(state.extending(), event);
      List<TrackedEvent> extending = inserted(state.extending(), position, event);
      return new Accepted(state, advanced(state, extending, state.others()), position);
    }
    List<TrackedEvent> others = inserted(state.others(), position(state.others(), event), event);
    return new Accepted(state, advanced(state, state.extending(), others), -1);
  }

  private UserState advanced(
      UserState state, List<TrackedEvent> extending, List<TrackedEvent> others) {
    return pruned(
        new UserState(extending, others, state.version() + 1, state.floor(), state.forgotten()));
  }

  /** The oldest event time that still finds its place. */
  private long earliest(UserState state) {
    return state.hasNoEvents()
        ? state.floor() + 1
        : Math.max(state.newest() - settings.grace().toMillis(), state.floor() + 1);
  }

  private UserState pruned(UserState state) {
    long earliest = earliest(state);
    int from = keptFrom(state.extending(), earliest);
    int capped = Math.max(from, state.extending().size() - settings.maxTracked());
    long floor = state.floor();
    if (capped > from) {
      // The first W that stay are the neighbours of the oldest place that is still open.
      floor = Math.max(floor, state.extending().get(capped - 1 + window).timestamp());
    }
    List<TrackedEvent> others = state.others();
    if (!others.isEmpty()) {
      others = RejectedItems.prunedOthers(state, Math.max(earliest, floor + 1), settings.length());
      int excess = others.size() - settings.maxTracked();
      if (excess > 0) {
        floor = Math.max(floor, others.get(excess - 1).timestamp());
        others = tail(others, excess);
      }
    }
    return new UserState(
        tail(state.extending(), capped), others, state.version(), floor, state.forgotten());
  }

  /** First of the extending events that the sequence or a late event still needs. */
  private int keptFrom(List<TrackedEvent> extending, long earliest) {
    int firstInGrace = extending.size();
    while (firstInGrace > 0 && extending.get(firstInGrace - 1).timestamp() >= earliest) {
      firstInGrace--;
    }
    return Math.max(0, Math.min(extending.size() - settings.length(), firstInGrace - window));
  }

  private static List<TrackedEvent> tail(List<TrackedEvent> events, int from) {
    return from == 0 ? events : events.subList(from, events.size());
  }

  /** Searches from the newest end, where nearly every event belongs. */
  private static int position(List<TrackedEvent> events, TrackedEvent event) {
    int position = events.size();
    while (position > 0 && events.get(position - 1).isAfter(event)) {
      position--;
    }
    return position;
  }

  private static List<TrackedEvent> inserted(
      List<TrackedEvent> events, int position, TrackedEvent event) {
    List<TrackedEvent> result = new ArrayList<>(events.size() + 1);
    result.addAll(events);
    result.add(position, event);
    return result;
  }
}
