package dev.millrace.streams.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.contract.deadletter.FailedRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Where a record of an internal topic came from: it travels in a header, so that a dead letter
 * names the topic, partition and offset that people know.
 */
public final class SourcePosition {

  private static final String HEADER = "millrace.source.position";
  private static final String INTERNAL_SUFFIX = "-repartition";

  private SourcePosition() {}

  /**
   * @param headers of the record on its way to an internal topic
   * @param position where it was read
   * @return a copy with the position
   */
  public static Headers with(Headers headers, RecordMetadata position) {
    String text = position.partition() + "/" + position.offset();
    return new RecordHeaders(headers.toArray()).remove(HEADER).add(HEADER, text.getBytes(UTF_8));
  }

  static FailedRecord failedRecord(ErrorHandlerContext context, String sourceTopic) {
    Headers headers = new RecordHeaders(context.headers().toArray());
    Header position = headers.lastHeader(HEADER);
    headers.remove(HEADER);
    if (!context.topic().endsWith(INTERNAL_SUFFIX)) {
      return failed(context, new Position(context.topic(), context), headers);
    }
    return failed(
        context,
        position == null
            ? new Position(sourceTopic, context)
            : Position.parse(sourceTopic, new String(position.value(), UTF_8)),
        headers);
  }

  private record Position(String topic, int partition, long offset) {

    private Position(String topic, ErrorHandlerContext context) {
      this(topic, context.partition(), context.offset());
    }

    private static Position parse(String topic, String text) {
      int slash = text.indexOf('/');
      return new Position(
          topic,
          Integer.parseInt(text, 0, slash, 10),
          Long.parseLong(text, slash + 1, text.length(), 10));
    }
  }

  private static FailedRecord failed(
      ErrorHandlerContext context, Position position, Headers headers) {
    return new FailedRecord(
        position.topic(),
        position.partition(),
        position.offset(),
        context.timestamp(),
        context.sourceRawKey(),
        context.sourceRawValue(),
        headers);
  }
}
