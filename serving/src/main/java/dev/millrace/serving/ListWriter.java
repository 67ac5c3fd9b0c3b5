package dev.millrace.serving;

import dev.millrace.avro.Recommendation;
import dev.millrace.contract.Topic;
import dev.millrace.contract.trace.OpenSpan;
import dev.millrace.contract.trace.TraceContext;
import dev.millrace.contract.trace.Tracing;
import java.time.Clock;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records of the {@code recommendations} topic, bytes and all, so that nothing waits for
 * the schema registry while a transaction is open.
 */
final class ListWriter {

  private final Topic<String, Recommendation> topic;
  private final Clock clock;
  private final ListSpans spans;

  /**
   * @param topic where lists go
   * @param clock says when they were made
   * @param tracing makes their spans
   */
  ListWriter(Topic<String, Recommendation> topic, Clock clock, Tracing tracing) {
    this.topic = topic;
    this.clock = clock;
    this.spans = new ListSpans(tracing, topic.name());
  }

  /** Makes spans of lists, and of what causes them. */
  Tracing tracing() {
    return spans.tracing();
  }

  /** A list as a record. */
  Recommendation recommendation(
      UserKey user, HeldSequence sequence, MadeList list, ListCause cause) {
    Recommendation recommendation = new Recommendation();
    recommendation.setUserId(user.userId());
    recommendation.setItems(list.places());
    recommendation.setModelId(list.by().modelId());
    recommendation.setCheckpointId(list.by().checkpointId());
    recommendation.setSequenceVersion(sequence.version());
    recommendation.setSourceTopic(cause.topic());
    recommendation.setSourcePartition(user.partition());
    recommendation.setSourceOffset(cause.offset());
    recommendation.setCorrelationId(cause.correlationId());
    recommendation.setInteractionArrivedAt(sequence.arrivedAt());
    recommendation.setGeneratedAt(clock.millis());
    recommendation.setShadows(list.shadows());
    return recommendation;
  }

  /** The record that forgets a user's list. */
  ProducerRecord<byte[], byte[]> tombstone(UserKey user) {
    return recordOf(user, null, null);
  }

  /**
   * The record to write.
   *
   * @param cause whose trace it belongs to
   */
  WrittenList written(Lane lane, Recommendation list, ListCause cause) {
    UserKey user = new UserKey(list.getSourcePartition(), list.getUserId());
    OpenSpan span = spans.begin(lane, list, cause);
    return new WrittenList(recordOf(user, list, span.traceparent()), span);
  }

  private ProducerRecord<byte[], byte[]> recordOf(
      UserKey user, @Nullable Recommendation list, @Nullable String trace) {
    return new ProducerRecord<>(
        topic.name(),
        user.partition(),
        null,
        topic.keys().serializer().serialize(topic.name(), user.userId()),
        topic.values().serializer().serialize(topic.name(), list),
        TraceContext.headers(trace));
  }
}
