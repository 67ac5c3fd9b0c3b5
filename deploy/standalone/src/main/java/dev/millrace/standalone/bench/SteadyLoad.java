package dev.millrace.standalone.bench;

import dev.millrace.avro.Interaction;
import java.util.Iterator;
import java.util.concurrent.locks.LockSupport;

/** Sends interactions at an even pace and notes when each was sent. */
final class SteadyLoad {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Sender<Interaction> sender;
  private final EventClock clock;

  SteadyLoad(Sender<Interaction> sender, EventClock clock) {
    this.sender = sender;
    this.clock = clock;
  }

  /**
   * Sends until the count is reached; a send that falls behind its time is made at once, so that
   * the load does not soften when the system is slow.
   *
   * @param interactions where they come from; at least count
   * @param count how many
   * @param perSecond the pace
   */
  void send(Iterator<Interaction> interactions, long count, double perSecond) {
    long start = System.nanoTime();
    for (long i = 0; i < count; i++) {
      Interaction interaction = interactions.next();
      sleepUntil(start + (long) (i / perSecond * NANOS_PER_SECOND));
      clock.sent(interaction.getUserId(), System.nanoTime());
      sender.send(interaction.getUserId(), interaction);
    }
    sender.flush();
  }

  private static void sleepUntil(long nanos) {
    long left = nanos - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = nanos - System.nanoTime();
    }
  }
}
