package dev.millrace.standalone.replay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Interactions in the order of the source, except that people who wait for a list are overtaken by
 * others. The order of each person's own is kept.
 */
final class ClosedLoopTurns implements Turns {

  /** How many interactions of waiting people are held back: this bounds memory and overtaking. */
  private static final int MOST_PARKED = 100_000;

  private static final Duration PAUSE = Duration.ofMillis(10);

  private final Iterator<NumberedEvent> events;
  private final Pacing.ClosedLoop pacing;
  private final ServedLists lists;
  private final String sequencesTopic;
  private final Ticker ticker;
  private final BooleanSupplier crowded;

  /** By user, the longest waiting first. */
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();

  private final Deque<NumberedEvent> ready = new ArrayDeque<>();
  private final ServedThrough served = new ServedThrough();
  private int parked;
  private long impatient;

  ClosedLoopTurns(Iterator<NumberedEvent> events, Pacing.ClosedLoop pacing, Observation seen) {
    this.events = events;
    this.pacing = pacing;
    this.lists = seen.lists();
    this.sequencesTopic = seen.sequencesTopic();
    this.ticker = seen.ticker();
    this.crowded = seen.crowded();
  }

  @Override
  public @Nullable NumberedEvent next() {
    NumberedEvent event = ready.pollFirst();
    return event == null ? readOn() : act(event);
  }

  @Override
  public boolean finished() {
    return ready.isEmpty() && parked == 0 && !events.hasNext();
  }

  @Override
  public void pause() {
    for (Sighting sighting : lists.poll(PAUSE)) {
      see(sighting);
    }
    releaseAnswered();
    releaseImpatient();
  }

  @Override
  public void acknowledged(Acknowledgement acknowledgement) {
    Waiting person = waiting.get(acknowledgement.event().userId());
    if (person != null) {
      person.acknowledged(acknowledgement);
    }
  }

  @Override
  public long impatient() {
    return impatient;
  }

  private @Nullable NumberedEvent readOn() {
    if (crowded.getAsBoolean()) {
      return null;
    }
    while (waiting.size() < pacing.concurrency() && parked < MOST_PARKED && events.hasNext()) {
      NumberedEvent event = events.next();
      Waiting person = waiting.get(event.userId());
      if (person == null) {
        return act(event);
      }
      person.park(event);
      parked++;
    }
    return null;
  }

  private NumberedEvent act(NumberedEvent event) {
    Waiting before = waiting.remove(event.userId());
    long now = ticker.nanos();
    waiting.put(
        event.userId(),
        before == null ? new Waiting(event.row(), now) : before.again(event.row(), now));
    return event;
  }

  private void see(Sighting sighting) {
    if (sighting instanceof Sighting.SequenceSeen sequence) {
      Waiting person = waiting.get(sequence.userId());
      if (person != null) {
        person.see(sequence);
      }
    } else if (sighting instanceof Sighting.ListSeen list) {
      see(list);
    }
  }

  private void see(Sighting.ListSeen list) {
    if (list.sourceTopic().equals(sequencesTopic)) {
      served.advance(list.source());
    }
    Waiting person = waiting.get(list.userId());
    if (person != null) {
      person.see(list);
    }
  }

  private void releaseAnswered() {
    List<String> answered = new ArrayList<>();
    long now = ticker.nanos();
    waiting.forEach(
        (user, person) -> {
          if (!person.released() && person.looked(served, pacing.dwell(), now)) {
            answered.add(user);
          }
        });
    answered.forEach(this::release);
  }

  private void releaseImpatient() {
    long latest = ticker.nanos() - pacing.patience().plus(pacing.dwell()).toNanos();
    List<String> gaveUp = new ArrayList<>();
    for (Map.Entry<String, Waiting> entry : waiting.entrySet()) {
      if (entry.getValue().actedNanos() > latest) {
        break;
      }
      if (!entry.getValue().released()) {
        gaveUp.add(entry.getKey());
      }
    }
    impatient += gaveUp.size();
    gaveUp.forEach(this::release);
  }

  private void release(String user) {
    Waiting person = waiting.get(user);
    NumberedEvent next = person == null ? null : person.release();
    if (next == null) {
      waiting.remove(user);
    } else {
      ready.addLast(next);
      parked--;
    }
  }

  /**
   * What is watched, and by which clock.
   *
   * @param lists lists and sequences as they become readable
   * @param sequencesTopic name of the topic that serving follows
   * @param ticker the clock
   * @param crowded whether nobody new shall act just now
   */
  record Observation(
      ServedLists lists, String sequencesTopic, Ticker ticker, BooleanSupplier crowded) {}
}
