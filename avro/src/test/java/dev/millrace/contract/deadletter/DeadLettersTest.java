package dev.millrace.contract.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

  private static final byte[] KEY = {1, 2};
  private static final byte[] VALUE = {0, 0, 0, 0, 9, 3};

  @Test
  void shouldKeepBytesHeadersAndTimestampOfTheOriginal() {
    Headers headers = new RecordHeaders().add("trace", "abc".getBytes(UTF_8));

    ProducerRecord<byte[], byte[]> letter =
        DeadLetters.of(failed(VALUE, headers), new IllegalStateException("no"));

    assertThat(letter.topic()).isEqualTo("interactions.dlq");
    assertThat(letter.partition()).isNull();
    assertThat(letter.timestamp()).isEqualTo(1_700_000_000_000L);
    assertThat(letter.key()).isEqualTo(KEY);
    assertThat(letter.value()).isEqualTo(VALUE);
    assertThat(letter.headers().lastHeader("trace").value()).isEqualTo("abc".getBytes(UTF_8));
  }

  @Test
  void shouldLeaveTheHeadersOfTheOriginalAlone() {
    Headers headers = new RecordHeaders();

    DeadLetters.of(failed(VALUE, headers), new IllegalStateException("no"));

    assertThat(headers).isEmpty();
  }

  @Test
  void shouldSayWhyAndWhereItCameFrom() {
    ProducerRecord<byte[], byte[]> letter =
        DeadLetters.of(
            failed(VALUE, new RecordHeaders()), new IllegalStateException("user id is blank"));

    assertThat(DeadLetters.reason(letter.headers()))
        .contains(
            new DeadLetterReason(
                "java.lang.IllegalStateException", "user id is blank", "interactions", 3, 42L));
    assertThat(DeadLetters.reason(letter.headers()).orElseThrow())
        .hasToString("interactions-3@42: user id is blank (java.lang.IllegalStateException)");
  }

  @Test
  void shouldUseTheHeaderNamesOfKafkaStreams() {
    ProducerRecord<byte[], byte[]> letter =
        DeadLetters.of(failed(VALUE, new RecordHeaders()), new IllegalStateException("no"));

    assertThat(letter.headers())
        .extracting(header -> header.key())
        .containsExactly(
            "__streams.errors.exception",
            "__streams.errors.message",
            "__streams.errors.stacktrace",
            "__streams.errors.topic",
            "__streams.errors.partition",
            "__streams.errors.offset");
  }

  @Test
  void shouldReplaceTheReasonWhenADeadLetterDiesAgain() {
    ProducerRecord<byte[], byte[]> first =
        DeadLetters.of(failed(VALUE, new RecordHeaders()), new IllegalStateException("first"));

    ProducerRecord<byte[], byte[]> second =
        DeadLetters.of(failed(VALUE, first.headers()), new IllegalStateException("second"));

    assertThat(second.headers().headers(DeadLetters.MESSAGE)).hasSize(1);
    assertThat(DeadLetters.reason(second.headers()).orElseThrow().message()).isEqualTo("second");
  }

  @Test
  void shouldDropTheStackTraceFirstWhenTheRecordIsLarge() {
    ProducerRecord<byte[], byte[]> letter =
        DeadLetters.of(
            failed(new byte[LetterLimit.BYTES - 5_000], new RecordHeaders()), nested(500));

    assertThat(letter.value()).hasSize(LetterLimit.BYTES - 5_000);
    assertThat(letter.headers().lastHeader(DeadLetters.STACKTRACE)).isNull();
    assertThat(DeadLetters.omittedBytes(letter.headers())).isEmpty();
  }

  @Test
  void shouldLeaveTheValueOutWhenItDoesNotFit() {
    Headers headers = new RecordHeaders().add("trace", "abc".getBytes(UTF_8));

    ProducerRecord<byte[], byte[]> letter =
        DeadLetters.of(
            failed(new byte[LetterLimit.BYTES], headers), new IllegalStateException("no"));

    assertThat(letter.value()).isNull();
    assertThat(letter.key()).isEqualTo(KEY);
    assertThat(letter.headers().lastHeader("trace").value()).isEqualTo("abc".getBytes(UTF_8));
    assertThat(DeadLetters.omittedBytes(letter.headers()).orElseThrow())
        .isGreaterThan(LetterLimit.BYTES);
    assertThat(DeadLetters.reason(letter.headers()))
        .contains(
            new DeadLetterReason("java.lang.IllegalStateException", "no", "interactions", 3, 42L));
  }

  @Test
  void shouldKeepTheReasonAloneWhenHeadersDoNotFitEither() {
    Headers headers = new RecordHeaders().add("blob", new byte[LetterLimit.BYTES]);

    ProducerRecord<byte[], byte[]> letter =
        DeadLetters.of(failed(VALUE, headers), new IllegalStateException("no"));

    assertThat(letter.key()).isNull();
    assertThat(letter.value()).isNull();
    assertThat(letter.headers().lastHeader("blob")).isNull();
    assertThat(DeadLetters.omittedBytes(letter.headers())).isPresent();
    assertThat(DeadLetters.reason(letter.headers()).orElseThrow().offset()).isEqualTo(42);
  }

  @Test
  void shouldBoundTheStackTraceAndTheMessage() {
    ProducerRecord<byte[], byte[]> letter =
        DeadLetters.of(failed(VALUE, new RecordHeaders()), nested(500));

    assertThat(letter.headers().lastHeader(DeadLetters.STACKTRACE).value().length)
        .isBetween(8_000, 8_100);
    assertThat(letter.headers().lastHeader(DeadLetters.MESSAGE).value().length)
        .isBetween(1_000, 1_010);
  }

  @Test
  void shouldAcceptRecordsWithoutTimestampKeyValueAndMessage() {
    FailedRecord bare =
        FailedRecord.of(new ConsumerRecord<byte[], byte[]>("items", 0, 7, null, null));

    ProducerRecord<byte[], byte[]> letter = DeadLetters.of(bare, new NullPointerException());

    assertThat(letter.timestamp()).isNull();
    assertThat(letter.value()).isNull();
    assertThat(DeadLetters.reason(letter.headers()))
        .contains(new DeadLetterReason("java.lang.NullPointerException", "", "items", 0, 7L));
  }

  @Test
  void shouldNotThrowWhenHeadersAreNotOurs() {
    assertThat(DeadLetters.reason(new RecordHeaders())).isEmpty();

    Headers odd =
        new RecordHeaders()
            .add(DeadLetters.EXCEPTION, "X".getBytes(UTF_8))
            .add(DeadLetters.PARTITION, "three".getBytes(UTF_8))
            .add(DeadLetters.MESSAGE, null);

    assertThat(DeadLetters.reason(odd)).contains(new DeadLetterReason("X", "", "", -1, -1L));
  }

  private static FailedRecord failed(byte @Nullable [] value, Headers headers) {
    return new FailedRecord("interactions", 3, 42, 1_700_000_000_000L, KEY, value, headers);
  }

  private static RuntimeException nested(int depth) {
    RuntimeException exception = new IllegalStateException("root");
    for (int level = 0; level < depth; level++) {
      exception = new IllegalStateException("level " + level + "x".repeat(1_000), exception);
    }
    return exception;
  }
}
