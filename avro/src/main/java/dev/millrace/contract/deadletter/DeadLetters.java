package dev.millrace.contract.deadletter;

import dev.millrace.contract.Topic;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Makes and explains dead letters: the original key, value and headers, with the reason in the
 * headers that Kafka Streams' own dead-letter queue uses, so that tools for the one read the other.
 */
public final class DeadLetters {

  /** Header with the class name of the exception. */
  public static final String EXCEPTION = "__streams.errors.exception";

  /** Header with the message of the exception; empty when it had none. */
  public static final String MESSAGE = "__streams.errors.message";

  /** Header with the stack trace, cut to {@value #LONGEST_STACKTRACE} characters. */
  public static final String STACKTRACE = "__streams.errors.stacktrace";

  /** Header with the topic the record came from. */
  public static final String TOPIC = "__streams.errors.topic";

  /** Header with the partition the record came from, as decimal text. */
  public static final String PARTITION = "__streams.errors.partition";

  /** Header with the offset of the record, as decimal text. */
  public static final String OFFSET = "__streams.errors.offset";

  /**
   * Header of a letter whose record was too large to be repeated with its reason: how many bytes
   * both have. The letter has no value then, and perhaps no key and none of the other headers.
   */
  public static final String OMITTED = "__streams.errors.omitted";

  static final Set<String> REASON = Set.of(EXCEPTION, MESSAGE, TOPIC, PARTITION, OFFSET);

  private static final int LONGEST_MESSAGE = 1_000;
  private static final int LONGEST_STACKTRACE = 8_000;

  private DeadLetters() {}

  /**
   * The dead letter of a record, for the topic {@code <topic>.dlq}. A reason that the record
   * already carries, because it was a dead letter before, is replaced. A record that would be
   * larger than a MiB with its reason is left out of it ({@link #OMITTED}).
   *
   * @param record what failed
   * @param exception why
   */
  public static ProducerRecord<byte[], byte[]> of(FailedRecord record, Throwable exception) {
    Long timestamp = record.timestamp() < 0 ? null : record.timestamp();
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(
            record.topic() + Topic.DEAD_LETTER_SUFFIX,
            null,
            timestamp,
            record.key(),
            record.value(),
            record.headers());
    put(letter.headers(), EXCEPTION, exception.getClass().getName());
    put(letter.headers(), MESSAGE, cut(message(exception), LONGEST_MESSAGE));
    put(letter.headers(), STACKTRACE, cut(stackTrace(exception), LONGEST_STACKTRACE));
    put(letter.headers(), TOPIC, record.topic());
    put(letter.headers(), PARTITION, Integer.toString(record.partition()));
    put(letter.headers(), OFFSET, Long.toString(record.offset()));
    return LetterLimit.fit(letter);
  }

  /**
   * The reason that a dead letter carries; empty when the record is none. Reads those of Kafka
   * Streams too, and never throws, whatever the headers hold.
   */
  public static Optional<DeadLetterReason> reason(Headers headers) {
    String exception = text(headers, EXCEPTION);
    if (exception == null) {
      return Optional.empty();
    }
    return Optional.of(
        new DeadLetterReason(
            exception,
            Objects.requireNonNullElse(text(headers, MESSAGE), ""),
            Objects.requireNonNullElse(text(headers, TOPIC), ""),
            (int) number(text(headers, PARTITION)),
            number(text(headers, OFFSET))));
  }

  /** How many bytes a letter had to leave out some of; empty for a whole letter. */
  public static OptionalLong omittedBytes(Headers headers) {
    String bytes = text(headers, OMITTED);
    return bytes == null ? OptionalLong.empty() : OptionalLong.of(number(bytes));
  }

  private static void put(Headers headers, String name, String value) {
    headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static long number(@Nullable String text) {
    return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
  }

  private static String message(Throwable exception) {
    return Objects.requireNonNullElse(exception.getMessage(), "");
  }

  private static String stackTrace(Throwable exception) {
    StringWriter text = new StringWriter();
    exception.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length) + "…";
  }
}
