package dev.millrace.streams.sequence;

import dev.millrace.avro.Interaction;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Lets through what is usable and keyed by its user; the rest throws, and so is a dead letter. */
final class ValidateInteraction
    extends ContextualProcessor<String, Interaction, String, Interaction> {

  private final InteractionValidation validation;

  ValidateInteraction(SequenceSettings settings) {
    validation = new InteractionValidation(settings);
  }

  @Override
  public void process(Record<String, Interaction> record) {
    validation.check(record);
    context().forward(record);
  }
}
