package dev.millrace.trainer.source;

import dev.millrace.avro.TrainingExample;
import dev.millrace.checkpoint.SourcePosition;
import dev.millrace.contract.record.RejectedRecord;
import java.util.List;
import java.util.Map;

/**
 * Examples to learn from at once.
 *
 * @param examples in the source's order
 * @param rejected records among them that are none
 * @param next where the source goes on behind them
 * @param arrivals when the interaction behind each example arrived, by event id, in milliseconds
 *     since 1970
 */
public record MicroBatch(
    List<TrainingExample> examples,
    List<RejectedRecord> rejected,
    SourcePosition.InTopics next,
    Map<String, Long> arrivals) {

  /** Copies the lists and the map. */
  public MicroBatch {
    examples = List.copyOf(examples);
    rejected = List.copyOf(rejected);
    arrivals = Map.copyOf(arrivals);
  }
}
