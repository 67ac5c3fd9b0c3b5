package dev.millrace.standalone.replay;

import java.time.Duration;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Interactions in the order of the source, each when the schedule says. */
final class TimedTurns implements Turns {

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

  private final Iterator<NumberedEvent> events;
  private final Schedule schedule;
  private final Ticker ticker;
  private @Nullable NumberedEvent ahead;
  private long handedOut;
  private long firstNanos;
  private long firstEventTime;

  TimedTurns(Iterator<NumberedEvent> events, Schedule schedule, Ticker ticker) {
    this.events = events;
    this.schedule = schedule;
    this.ticker = ticker;
  }

  @Override
  public @Nullable NumberedEvent next() {
    NumberedEvent event = peek();
    if (event == null || nanosUntil(event) > 0) {
      return null;
    }
    ahead = null;
    handedOut++;
    return event;
  }

  @Override
  public boolean finished() {
    return peek() == null;
  }

  @Override
  public void pause() {
    NumberedEvent event = peek();
    if (event != null) {
      Duration wait = Duration.ofNanos(Math.max(0, nanosUntil(event)));
      ticker.sleep(wait.compareTo(LONGEST_PAUSE) < 0 ? wait : LONGEST_PAUSE);
    }
  }

  @Override
  public void acknowledged(Acknowledgement acknowledgement) {
    // The schedule does not depend on answers.
  }

  @Override
  public long impatient() {
    return 0;
  }

  private @Nullable NumberedEvent peek() {
    if (ahead == null && events.hasNext()) {
      ahead = events.next();
      if (handedOut == 0) {
        firstNanos = ticker.nanos();
        firstEventTime = ahead.interaction().getTimestamp();
      }
    }
    return ahead;
  }

  private long nanosUntil(NumberedEvent event) {
    long sinceFirst = event.interaction().getTimestamp() - firstEventTime;
    return firstNanos + schedule.dueNanos(handedOut, sinceFirst) - ticker.nanos();
  }
}
