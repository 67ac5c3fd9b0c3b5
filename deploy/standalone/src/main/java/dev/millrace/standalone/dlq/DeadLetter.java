package dev.millrace.standalone.dlq;

import dev.millrace.contract.Topic;
import dev.millrace.contract.deadletter.DeadLetterReason;
import dev.millrace.contract.deadletter.DeadLetters;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that could not be processed, as it lies in a dead-letter topic.
 *
 * @param record with the original key, value and headers, and the headers of the reason
 * @param reason why, and where it came from; one that nobody gave is blank
 * @param replayed whether it was sent back already
 */
public record DeadLetter(
    ConsumerRecord<byte[], byte[]> record, DeadLetterReason reason, boolean replayed) {

  private static final String NO_REASON = "(no reason in the headers)";

  static DeadLetter of(ConsumerRecord<byte[], byte[]> record, boolean replayed) {
    DeadLetterReason reason =
        DeadLetters.reason(record.headers())
            .orElseGet(() -> new DeadLetterReason(NO_REASON, "", originOf(record), -1, -1));
    return new DeadLetter(record, reason, replayed);
  }

  /** Where it lies. */
  public LetterPosition position() {
    return LetterPosition.of(record);
  }

  /**
   * The topic that it is sent back to. It follows from where it lies, not from what headers say:
   * nobody who can write a dead letter can have it sent elsewhere.
   */
  public String origin() {
    return originOf(record);
  }

  /** Whether it holds all of the record; one that was too large is left out. */
  public boolean isWhole() {
    return DeadLetters.omittedBytes(record.headers()).isEmpty();
  }

  /** Simple class name of what was thrown. */
  public String error() {
    String name = reason.exception();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** When it became a dead letter: these topics carry the broker's append time. */
  public Instant arrived() {
    return Instant.ofEpochMilli(record.timestamp());
  }

  private static String originOf(ConsumerRecord<byte[], byte[]> record) {
    String topic = record.topic();
    return topic.endsWith(Topic.DEAD_LETTER_SUFFIX)
        ? topic.substring(0, topic.length() - Topic.DEAD_LETTER_SUFFIX.length())
        : topic;
  }
}
