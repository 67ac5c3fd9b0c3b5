package dev.millrace.standalone.bench;

import dev.millrace.avro.Recommendation;
import dev.millrace.avro.UserSequence;
import dev.millrace.contract.Topics;

/** Reads what becomes of the interactions sent from now on, as downstream services would. */
final class PipelineWatch implements AutoCloseable {

  private final EventClock.Stage sequences;
  private final EventClock.Stage lists;
  private final StageReader sequenceReader;
  private final StageReader listReader;

  /**
   * Starts to read at the present end of the topics.
   *
   * @param clock told of every send
   */
  PipelineWatch(String bootstrapServers, Topics topics, EventClock clock) {
    this.sequences = clock.stage();
    this.lists = clock.stage();
    this.sequenceReader =
        new StageReader(
            bootstrapServers,
            topics.userSequences(),
            new VersionField(UserSequence.getClassSchema(), "version"),
            sequences);
    this.listReader =
        new StageReader(
            bootstrapServers,
            topics.recommendations(),
            new VersionField(Recommendation.getClassSchema(), "sequenceVersion"),
            lists);
  }

  /** Interactions whose sequence is readable. */
  EventClock.Stage sequences() {
    return sequences;
  }

  /** Interactions that a readable list answers. */
  EventClock.Stage lists() {
    return lists;
  }

  @Override
  public void close() {
    sequenceReader.close();
    listReader.close();
  }
}
