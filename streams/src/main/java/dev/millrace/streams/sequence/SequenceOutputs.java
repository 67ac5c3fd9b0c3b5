package dev.millrace.streams.sequence;

import dev.millrace.avro.AcceptedInteraction;
import dev.millrace.avro.SequenceEntry;
import dev.millrace.avro.TrainingExample;
import dev.millrace.avro.TransitionChange;
import dev.millrace.avro.UserSequence;
import dev.millrace.streams.sequence.Outcome.Accepted;
import dev.millrace.streams.sequence.TransitionChanges.Insertion;
import java.util.ArrayList;
import java.util.List;

/** Makes the records that other processes read from the state of a user. */
final class SequenceOutputs {

  private final int length;
  private final int window;

  /**
   * @param length interactions of a sequence (N)
   * @param window most positions between the items of a transition (W)
   */
  SequenceOutputs(int length, int window) {
    this.length = length;
    this.window = window;
  }

  /**
   * An interaction and what it did.
   *
   * @param event the interaction
   * @param accepted what it did
   */
  record Step(TrackedEvent event, Accepted accepted) {}

  /** False when the event is older than the last N, or of a type that changes nothing. */
  boolean changesSequence(Step step) {
    Accepted accepted = step.accepted();
    if (accepted.extendsSequence()
        && accepted.before().extending().size() - accepted.position() < length) {
      return true;
    }
    return !RejectedItems.of(accepted.before(), length)
        .equals(RejectedItems.of(accepted.after(), length));
  }

  UserSequence sequence(String userId, UserState state, long arrivedAt) {
    List<TrackedEvent> extending = state.extending();
    List<TrackedEvent> last =
        extending.subList(Math.max(0, extending.size() - length), extending.size());
    List<SequenceEntry> entries = new ArrayList<>(last.size());
    for (TrackedEvent event : last) {
      entries.add(
          new SequenceEntry(
              event.itemId(), event.type(), event.value(), event.timestamp(), event.knownItem()));
    }
    List<String> rejected = RejectedItems.of(state, length);
    return new UserSequence(userId, entries, rejected, state.version(), arrivedAt);
  }

  AcceptedInteraction accepted(String userId, Step step, long arrivedAt) {
    TrackedEvent event = step.event();
    return new AcceptedInteraction(
        event.eventId(),
        userId,
        event.itemId(),
        event.type(),
        event.value(),
        event.timestamp(),
        arrivedAt,
        step.accepted().extendsSequence(),
        event.knownItem(),
        transitions(step));
  }

  /** What came before the event, whatever arrived when; call only if something did. */
  TrainingExample example(String userId, Step step) {
    int position = step.accepted().position();
    List<TrackedEvent> before =
        step.accepted().before().extending().subList(Math.max(0, position - length), position);
    List<String> history = new ArrayList<>(before.size());
    before.forEach(event -> history.add(event.itemId()));
    TrackedEvent target = step.event();
    return new TrainingExample(
        target.eventId(), userId, history, target.itemId(), target.timestamp());
  }

  private List<TransitionChange> transitions(Step step) {
    Accepted accepted = step.accepted();
    if (!accepted.extendsSequence()) {
      return List.of();
    }
    return TransitionChanges.of(
        new Insertion(accepted.before().extending(), accepted.position(), step.event()), window);
  }
}
