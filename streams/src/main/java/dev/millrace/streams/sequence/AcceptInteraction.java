package dev.millrace.streams.sequence;

import dev.millrace.avro.Interaction;
import dev.millrace.contract.trace.OpenSpan;
import dev.millrace.contract.trace.TraceContext;
import dev.millrace.streams.internal.Counter;
import dev.millrace.streams.internal.RecordSpans;
import dev.millrace.streams.sequence.Outcome.Accepted;
import dev.millrace.streams.sequence.Outcome.Ignored;
import dev.millrace.streams.sequence.Outcome.Late;
import dev.millrace.streams.sequence.TrackedEvent.Role;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Puts a valid interaction in its place and forwards what follows from it, each to its sink by
 * name; everything carries the interaction's arrival as record timestamp, and its trace.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
final class AcceptInteraction implements Processor<String, Interaction, String, SpecificRecord> {

  private static final String OUTCOME = "millrace.outcome";

  private final SequenceSettings settings;
  private final SequenceRules rules;
  private final SequenceOutputs outputs;
  private final RecordSpans spans;

  private ProcessorContext<String, SpecificRecord> context;
  private KeyValueStore<String, UserState> states;
  private KnownItems knownItems;
  private Counter duplicates;
  private Counter forgotten;

  AcceptInteraction(SequenceSettings settings, int window, RecordSpans spans) {
    this.settings = settings;
    this.spans = spans;
    rules = new SequenceRules(settings, window);
    outputs = new SequenceOutputs(settings.length(), window);
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
    states = processorContext.getStateStore(UserStates.STATES);
    knownItems = new KnownItems(processorContext);
    duplicates = Counter.of(processorContext, "duplicate-interactions");
    forgotten = Counter.of(processorContext, "forgotten-interactions");
  }

  @Override
  public void process(Record<String, Interaction> record) {
    OpenSpan span = spans.begin(context, record);
    UserState stored = states.get(record.key());
    UserState state = stored == null ? UserState.EMPTY : stored;
    TrackedEvent event = tracked(record.value());
    Outcome outcome = rules.apply(state, event);
    if (outcome instanceof Accepted accepted) {
      states.put(record.key(), accepted.after());
      forward(
          record.withHeaders(TraceContext.headers(span.traceparent())),
          new SequenceOutputs.Step(event, accepted));
    } else if (outcome instanceof Late late) {
      throw new LateInteractionException(event.timestamp(), late.earliest());
    } else {
      (outcome == Ignored.DUPLICATE ? duplicates : forgotten).increment();
    }
    span.note(OUTCOME, nameOf(outcome));
    span.end();
  }

  /** What becomes of it, as its span tells; a rejected one ends in the dead letters. */
  private static String nameOf(Outcome outcome) {
    if (outcome instanceof Accepted) {
      return "accepted";
    }
    return outcome == Ignored.DUPLICATE ? "duplicate" : "forgotten";
  }

  /**
   * @param record with the headers that everything made of it has
   */
  private void forward(Record<String, Interaction> record, SequenceOutputs.Step step) {
    String userId = record.key();
    long arrivedAt = record.timestamp();
    if (outputs.changesSequence(step)) {
      UserState after = step.accepted().after();
      emit(Sinks.SEQUENCES, record, outputs.sequence(userId, after, arrivedAt));
    }
    emit(Sinks.ACCEPTED, record, outputs.accepted(userId, step, arrivedAt));
    if (step.accepted().position() > 0) {
      emit(Sinks.EXAMPLES, record, outputs.example(userId, step));
    }
  }

  private void emit(String sink, Record<String, Interaction> cause, SpecificRecord value) {
    context.forward(new Record<>(cause.key(), value, cause.timestamp(), cause.headers()), sink);
  }

  private TrackedEvent tracked(Interaction interaction) {
    return new TrackedEvent(
        interaction.getEventId(),
        interaction.getItemId(),
        interaction.getType(),
        interaction.getValue(),
        interaction.getTimestamp(),
        role(interaction.getType()),
        knownItems.contains(interaction.getItemId()));
  }

  private Role role(String type) {
    if (settings.types().extending().contains(type)) {
      return Role.EXTENDS;
    }
    return settings.types().rejecting().contains(type) ? Role.REJECTS : Role.NEITHER;
  }
}
