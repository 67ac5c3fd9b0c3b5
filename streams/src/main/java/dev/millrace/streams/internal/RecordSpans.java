package dev.millrace.streams.internal;

import dev.millrace.contract.deadletter.FailedRecord;
import dev.millrace.contract.trace.OpenSpan;
import dev.millrace.contract.trace.SpanDescription;
import dev.millrace.contract.trace.SpanDescription.Kind;
import dev.millrace.contract.trace.Tracing;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Spans of the work on records, with the names of OpenTelemetry's conventions for messaging.
 *
 * @param tracing makes them
 * @param sourceTopic the topic that internal topics of the application repartition
 */
public record RecordSpans(Tracing tracing, String sourceTopic) {

  private static final String OPERATION = "process";

  /**
   * Begins the span of a record.
   *
   * @param context of the processor that works on it
   * @param record as it came to the processor
   */
  public OpenSpan begin(ProcessorContext<?, ?> context, Record<?, ?> record) {
    return tracing.begin(
        tracing.received(record.headers()),
        () -> description(context.applicationId(), position(context, record)));
  }

  /** Makes the span of a record that goes to the dead letters. */
  static void rejected(Tracing tracing, String application, FailedRecord record, Throwable reason) {
    RecordPosition position =
        new RecordPosition(record.topic(), record.partition(), record.offset());
    tracing
        .begin(tracing.received(record.headers()), () -> description(application, position))
        .fail(reason);
  }

  private RecordPosition position(ProcessorContext<?, ?> context, Record<?, ?> record) {
    RecordMetadata read = context.recordMetadata().orElseThrow();
    return SourcePosition.of(record.headers(), read, sourceTopic);
  }

  /** The same record read by two applications is two spans. */
  private static SpanDescription description(String application, RecordPosition position) {
    return new SpanDescription(
        OPERATION + " " + position.topic(),
        Kind.CONSUMER,
        application + " " + position.partition() + "@" + position.offset(),
        Map.of(
            "messaging.system",
            "kafka",
            "messaging.operation.name",
            OPERATION,
            "messaging.operation.type",
            OPERATION,
            "messaging.consumer.group.name",
            application,
            "messaging.destination.name",
            position.topic(),
            "messaging.destination.partition.id",
            Integer.toString(position.partition()),
            "messaging.kafka.offset",
            position.offset()));
  }
}
