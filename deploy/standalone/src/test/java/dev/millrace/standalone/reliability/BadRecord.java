package dev.millrace.standalone.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Topic;
import dev.millrace.contract.deadletter.DeadLetterReason;
import dev.millrace.contract.deadletter.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A record that cannot be used.
 *
 * @param topic where it is sent
 * @param key its key
 * @param value its bytes; null for none
 * @param reason what the dead letter must say
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes pass through; nobody compares these records.
record BadRecord(Topic<String, ?> topic, String key, byte @Nullable [] value, Reason reason) {

  /** From how many bytes on a value has no place in a letter beside its reason. */
  static final int LARGE = 1_000_000;

  /**
   * Why it cannot be used.
   *
   * @param exception simple class name
   * @param message part of the message
   */
  record Reason(String exception, String message) {}

  RecordMetadata send(Publisher publisher) {
    return publisher.sendBytesNow(topic, key, value);
  }

  /**
   * Asserts that the dead letters hold this record once, with its bytes and its reason.
   *
   * @param sent where it went
   */
  void isAmong(List<ConsumerRecord<byte[], byte[]>> deadLetters, RecordMetadata sent) {
    List<ConsumerRecord<byte[], byte[]>> own =
        deadLetters.stream().filter(letter -> isFrom(sent, reasonOf(letter))).toList();
    assertThat(own).as(reason.toString()).hasSize(1);
    ConsumerRecord<byte[], byte[]> letter = own.get(0);
    assertThat(letter.key()).isEqualTo(key.getBytes(StandardCharsets.UTF_8));
    assertThat(reasonOf(letter).topic()).isEqualTo(topic.name());
    assertThat(reasonOf(letter).exception()).endsWith("." + reason.exception());
    assertThat(reasonOf(letter).message()).contains(reason.message());
    if (value == null || value.length < LARGE) {
      assertThat(letter.value()).isEqualTo(value);
      assertThat(letter.headers().lastHeader(DeadLetters.STACKTRACE).value()).isNotEmpty();
    } else {
      assertThat(letter.value()).isNull();
      assertThat(DeadLetters.omittedBytes(letter.headers()).orElseThrow())
          .isGreaterThanOrEqualTo(value.length);
    }
  }

  private static boolean isFrom(RecordMetadata sent, DeadLetterReason reason) {
    return reason.partition() == sent.partition() && reason.offset() == sent.offset();
  }

  private static DeadLetterReason reasonOf(ConsumerRecord<byte[], byte[]> letter) {
    return DeadLetters.reason(letter.headers()).orElseThrow();
  }
}
