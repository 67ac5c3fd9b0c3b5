package dev.millrace.streams.sequence;

import dev.millrace.avro.Interaction;
import dev.millrace.streams.internal.SourcePosition;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Lets through what is usable, keyed by its user; the rest throws, and so goes to the dead letters.
 */
final class ValidateInteraction
    extends ContextualProcessor<String, Interaction, String, Interaction> {

  private final InteractionValidation validation;
  private final boolean rekey;

  ValidateInteraction(SequenceSettings settings) {
    validation = new InteractionValidation(settings);
    rekey = settings.rekey();
  }

  @Override
  public void process(Record<String, Interaction> record) {
    validation.check(record);
    Record<String, Interaction> keyed = record.withKey(record.value().getUserId());
    context().forward(rekey ? withPosition(keyed) : keyed);
  }

  private Record<String, Interaction> withPosition(Record<String, Interaction> record) {
    return context()
        .recordMetadata()
        .map(position -> record.withHeaders(SourcePosition.with(record.headers(), position)))
        .orElse(record);
  }
}
