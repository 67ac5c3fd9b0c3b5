package dev.millrace.streams.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.contract.deadletter.FailedRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Where a record of an internal topic came from, and under which key: it travels in headers, so
 * that a dead letter has the topic, partition, offset and key that people know.
 */
public final class SourcePosition {

  private static final String HEADER = "millrace.source.position";
  private static final String KEY_HEADER = "millrace.source.key";
  private static final String INTERNAL_SUFFIX = "-repartition";

  private SourcePosition() {}

  /**
   * @param headers of the record on its way to an internal topic
   * @param position where it was read
   * @param key its key there; null when it had none
   * @return a copy with both
   */
  public static Headers with(Headers headers, RecordMetadata position, byte @Nullable [] key) {
    String text = position.partition() + "/" + position.offset();
    Headers copy = without(headers).add(HEADER, text.getBytes(UTF_8));
    return key == null ? copy : copy.add(KEY_HEADER, key);
  }

  /**
   * Where a record that is being worked on came from.
   *
   * @param headers of the record
   * @param read where it was read, on an internal topic perhaps
   * @param sourceTopic the topic that internal ones repartition
   */
  static RecordPosition of(Headers headers, RecordMetadata read, String sourceTopic) {
    Header position = headers.lastHeader(HEADER);
    if (!read.topic().endsWith(INTERNAL_SUFFIX) || position == null) {
      return new RecordPosition(read.topic(), read.partition(), read.offset());
    }
    return RecordPosition.parse(sourceTopic, new String(position.value(), UTF_8));
  }

  static FailedRecord failedRecord(ErrorHandlerContext context, String sourceTopic) {
    boolean internal = context.topic().endsWith(INTERNAL_SUFFIX);
    Header position = context.headers().lastHeader(HEADER);
    if (!internal || position == null) {
      String topic = internal ? sourceTopic : context.topic();
      return failed(
          context,
          new RecordPosition(topic, context.partition(), context.offset()),
          context.sourceRawKey());
    }
    Header key = context.headers().lastHeader(KEY_HEADER);
    return failed(
        context,
        RecordPosition.parse(sourceTopic, new String(position.value(), UTF_8)),
        key == null ? null : key.value());
  }

  private static Headers without(Headers headers) {
    return new RecordHeaders(headers.toArray()).remove(HEADER).remove(KEY_HEADER);
  }

  private static FailedRecord failed(
      ErrorHandlerContext context, RecordPosition position, byte @Nullable [] key) {
    return new FailedRecord(
        position.topic(),
        position.partition(),
        position.offset(),
        context.timestamp(),
        key,
        context.sourceRawValue(),
        without(context.headers()));
  }
}
