package dev.millrace.trainer.source;

import dev.millrace.avro.TrainingExample;
import dev.millrace.checkpoint.SourcePosition;
import dev.millrace.contract.record.RejectedRecord;
import java.util.List;

/**
 * Examples to learn from at once.
 *
 * @param examples in the source's order
 * @param rejected records among them that are none
 * @param next where the source goes on behind them
 */
public record MicroBatch(
    List<TrainingExample> examples, List<RejectedRecord> rejected, SourcePosition.InTopics next) {

  /** Copies the lists. */
  public MicroBatch {
    examples = List.copyOf(examples);
    rejected = List.copyOf(rejected);
  }
}
