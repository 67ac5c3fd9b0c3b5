package dev.millrace.streams.sequence;

import dev.millrace.avro.Interaction;
import dev.millrace.streams.internal.SourcePosition;
import dev.millrace.streams.internal.SourceRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Lets through what is usable, whatever it is keyed by, on its way to the partition of its user; it
 * takes along where it came from. The rest throws, and so goes to the dead letters.
 */
final class RekeyInteraction
    extends ContextualProcessor<
        byte[], SourceRecord<Interaction>, String, SourceRecord<Interaction>> {

  private final InteractionValidation validation;

  RekeyInteraction(SequenceSettings settings) {
    validation = new InteractionValidation(settings);
  }

  @Override
  public void process(Record<byte[], SourceRecord<Interaction>> record) {
    Interaction interaction = record.value() == null ? null : record.value().value();
    validation.check(record.withKey("").withValue(interaction));
    context().forward(withSource(record).withKey(record.value().value().getUserId()));
  }

  private Record<byte[], SourceRecord<Interaction>> withSource(
      Record<byte[], SourceRecord<Interaction>> record) {
    return context()
        .recordMetadata()
        .map(
            position ->
                record.withHeaders(SourcePosition.with(record.headers(), position, record.key())))
        .orElse(record);
  }
}
