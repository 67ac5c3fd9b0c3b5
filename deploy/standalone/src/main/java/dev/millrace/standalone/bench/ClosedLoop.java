package dev.millrace.standalone.bench;

import dev.millrace.avro.Interaction;
import java.util.List;

/**
 * Sends interactions as fast as they are answered: with so many unanswered, the next one waits. An
 * unbounded backlog would be worked through in larger and larger bites, and a list would answer
 * more and more interactions of its user at once.
 */
final class ClosedLoop {

  /** Interactions that may be unanswered. */
  static final int IN_FLIGHT = 5_000;

  private final Sender<Interaction> sender;
  private final EventClock clock;
  private final EventClock.Stage answers;

  ClosedLoop(Sender<Interaction> sender, EventClock clock, EventClock.Stage answers) {
    this.sender = sender;
    this.clock = clock;
    this.answers = answers;
  }

  /**
   * Sends all.
   *
   * @param interactions in the order to send
   * @throws BenchmarkException if answers cease
   */
  void send(List<Interaction> interactions) throws InterruptedException {
    for (int i = 0; i < interactions.size(); i++) {
      answers.await(i + 1 - IN_FLIGHT);
      Interaction interaction = interactions.get(i);
      clock.sent(interaction.getUserId(), System.nanoTime());
      sender.send(interaction.getUserId(), interaction);
    }
    sender.flush();
  }
}
