package dev.millrace.contract.deadletter;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Makes dead letters fit into what producers send and brokers take unless told otherwise, 1 MiB: a
 * record may be that large itself, and its reason comes on top. What is left out still lies where
 * the letter came from.
 */
final class LetterLimit {

  /** Most bytes of key, value and headers; the rest of the MiB is for what goes around them. */
  static final int BYTES = 1_000_000;

  /** Lengths and the like of one header. */
  private static final int AROUND = 10;

  private LetterLimit() {}

  /** The letter, without its stack trace, value, key and other headers, as far as is needed. */
  static ProducerRecord<byte[], byte[]> fit(ProducerRecord<byte[], byte[]> letter) {
    if (size(letter) <= BYTES) {
      return letter;
    }
    letter.headers().remove(DeadLetters.STACKTRACE);
    if (size(letter) <= BYTES) {
      return letter;
    }
    ProducerRecord<byte[], byte[]> withoutValue = without(letter, letter.key(), letter.headers());
    return size(withoutValue) <= BYTES
        ? withoutValue
        : without(letter, null, reasonOf(letter.headers()));
  }

  @SuppressWarnings("NullAway") // A record without a value, and perhaps without a key.
  private static ProducerRecord<byte[], byte[]> without(
      ProducerRecord<byte[], byte[]> letter, byte @Nullable [] key, Headers headers) {
    ProducerRecord<byte[], byte[]> shorter =
        new ProducerRecord<>(letter.topic(), null, letter.timestamp(), key, null, headers);
    shorter
        .headers()
        .add(DeadLetters.OMITTED, Integer.toString(size(letter)).getBytes(StandardCharsets.UTF_8));
    return shorter;
  }

  private static Headers reasonOf(Headers all) {
    Headers reason = new RecordHeaders();
    for (Header header : all) {
      if (DeadLetters.REASON.contains(header.key())) {
        reason.add(header);
      }
    }
    return reason;
  }

  private static int size(ProducerRecord<byte[], byte[]> letter) {
    int size = length(letter.key()) + length(letter.value());
    for (Header header : letter.headers()) {
      size += header.key().length() + length(header.value()) + AROUND;
    }
    return size;
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
