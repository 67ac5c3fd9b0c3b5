package dev.millrace.standalone.bench;

import dev.millrace.avro.Interaction;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Sends interactions at an even pace and notes when each was sent. */
final class SteadyLoad {

  private static final double NANOS_PER_SECOND = 1e9;

  /** Waking up for every single send would cost more than sending. */
  private static final long EARLY_NANOS = 1_000_000;

  private final Sender<Interaction> sender;
  private final EventClock clock;

  SteadyLoad(Sender<Interaction> sender, EventClock clock) {
    this.sender = sender;
    this.clock = clock;
  }

  /**
   * Sends all; a send that falls behind its time is made at once, so that the load does not soften
   * when the system is slow.
   *
   * @param interactions in the order to send
   * @param perSecond the pace
   */
  void send(List<Interaction> interactions, double perSecond) {
    long start = System.nanoTime();
    for (int i = 0; i < interactions.size(); i++) {
      Interaction interaction = interactions.get(i);
      sleepUntil(start + (long) (i / perSecond * NANOS_PER_SECOND));
      clock.sent(interaction.getUserId(), System.nanoTime());
      sender.send(interaction.getUserId(), interaction);
    }
    sender.flush();
  }

  /** Returns up to {@link #EARLY_NANOS} before the time. */
  private static void sleepUntil(long nanos) {
    long left = nanos - System.nanoTime();
    while (left > EARLY_NANOS) {
      LockSupport.parkNanos(left);
      left = nanos - System.nanoTime();
    }
  }
}
