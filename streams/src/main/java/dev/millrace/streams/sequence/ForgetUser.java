package dev.millrace.streams.sequence;

import dev.millrace.avro.UserDeletion;
import dev.millrace.contract.trace.OpenSpan;
import dev.millrace.contract.trace.TraceContext;
import dev.millrace.streams.internal.RecordSpans;
import dev.millrace.streams.sequence.UserState.Deletion;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Forgets what a user did up to the time of the deletion, and for a while ignores what still
 * arrives from before it. Newer interactions are kept, or start afresh. Transitions and popularity
 * already counted stay: they are sums over many users that no longer name one.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
final class ForgetUser implements Processor<String, UserDeletion, String, SpecificRecord> {

  private static final Duration CLEANING_INTERVAL = Duration.ofHours(1);

  private final SequenceSettings settings;
  private final SequenceOutputs outputs;
  private final RecordSpans spans;

  private ProcessorContext<String, SpecificRecord> context;
  private KeyValueStore<String, UserState> states;
  private DeletionMemory memory;

  ForgetUser(SequenceSettings settings, int window, RecordSpans spans) {
    this.settings = settings;
    this.spans = spans;
    outputs = new SequenceOutputs(settings.length(), window);
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
    states = processorContext.getStateStore(UserStates.STATES);
    memory = new DeletionMemory(states, processorContext.getStateStore(UserStates.FORGOTTEN));
    processorContext.schedule(
        CLEANING_INTERVAL, PunctuationType.STREAM_TIME, now -> memory.clean(now));
  }

  @Override
  public void process(Record<String, UserDeletion> record) {
    OpenSpan span = spans.begin(context, record);
    check(record);
    String userId = record.key();
    UserState stored = states.get(userId);
    UserState before = stored == null ? UserState.EMPTY : stored;
    UserState after = forgotten(before, record);
    states.put(userId, after);
    memory.remember(userId, after.forgotten());
    context.forward(
        new Record<>(
            userId,
            sequence(record, after),
            record.timestamp(),
            TraceContext.headers(span.traceparent())),
        Sinks.SEQUENCES);
    span.end();
  }

  private UserState forgotten(UserState before, Record<String, UserDeletion> record) {
    long upTo = Math.max(before.forgotten().upTo(), record.value().getRequestedAt());
    long rememberUntil = record.timestamp() + settings.deletionMemory().toMillis();
    return new UserState(
        newer(before.extending(), upTo),
        newer(before.others(), upTo),
        before.version() + 1,
        before.floor(),
        new Deletion(upTo, Math.max(rememberUntil, before.forgotten().rememberUntil())));
  }

  private @Nullable SpecificRecord sequence(Record<String, UserDeletion> record, UserState state) {
    return state.hasNoEvents() ? null : outputs.sequence(record.key(), state, record.timestamp());
  }

  private static List<TrackedEvent> newer(List<TrackedEvent> events, long upTo) {
    return events.stream().filter(event -> event.timestamp() > upTo).toList();
  }

  private static void check(Record<String, UserDeletion> record) {
    UserDeletion deletion = record.value();
    if (deletion == null) {
      throw new InvalidDeletionException("The deletion is null; it must name a userId");
    }
    if (deletion.getUserId().isBlank()) {
      throw new InvalidDeletionException("userId is blank; a deletion must name its user");
    }
    if (!deletion.getUserId().equals(record.key())) {
      throw new InvalidDeletionException(
          "The record is keyed by something else than its userId; key it by the userId");
    }
    if (deletion.getRequestedAt() <= 0) {
      throw new InvalidDeletionException(
          "requestedAt is "
              + deletion.getRequestedAt()
              + "; accepted are milliseconds since 1970, after 0");
    }
  }
}
