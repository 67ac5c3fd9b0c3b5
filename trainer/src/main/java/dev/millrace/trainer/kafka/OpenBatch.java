package dev.millrace.trainer.kafka;

import dev.millrace.avro.TrainingExample;
import dev.millrace.contract.record.InvalidRecordException;
import dev.millrace.contract.record.RecordReader;
import dev.millrace.contract.record.RejectedRecord;
import dev.millrace.trainer.settings.MicroBatchSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A micro-batch that is not full yet. */
final class OpenBatch {

  private final RecordReader<TrainingExample> reader;
  private final MicroBatchSettings settings;
  private final List<TrainingExample> examples = new ArrayList<>();
  private final List<RejectedRecord> rejected = new ArrayList<>();
  private final Map<String, Long> arrivals = new HashMap<>();
  private long firstNanos;

  OpenBatch(RecordReader<TrainingExample> reader, MicroBatchSettings settings) {
    this.reader = reader;
    this.settings = settings;
  }

  /** Bad records count too, so that what is full does not depend on what they hold. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    if (isEmpty()) {
      firstNanos = System.nanoTime();
    }
    try {
      TrainingExample example = reader.read(record).value();
      if (example == null) {
        throw new InvalidRecordException("An example is not null, but was");
      }
      examples.add(example);
      arrivals.put(example.getEventId(), record.timestamp());
    } catch (InvalidRecordException reason) {
      rejected.add(new RejectedRecord(record, reason));
    }
  }

  boolean isEmpty() {
    return examples.isEmpty() && rejected.isEmpty();
  }

  boolean isFull() {
    return examples.size() + rejected.size() >= settings.examples();
  }

  /** Whether its first record has waited long enough for others. */
  boolean isDue() {
    return !isEmpty() && System.nanoTime() - firstNanos >= settings.maximumWait().toNanos();
  }

  List<TrainingExample> examples() {
    return examples;
  }

  List<RejectedRecord> rejected() {
    return rejected;
  }

  /** When the interaction behind each example arrived, by event id. */
  Map<String, Long> arrivals() {
    return arrivals;
  }
}
