package dev.millrace.standalone.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What a replay writes: the record as it was, and, in the same transaction, a mark in the
 * dead-letter topic that says so. The mark has no key, no value and no reason, and its header names
 * the letter.
 */
final class ReplayHeaders {

  /** On a record that was replayed: which dead letter it was. Stays when it fails again. */
  static final String FROM = "millrace.replayed.from";

  /** On a mark: which dead letter was replayed. */
  static final String MARK = "millrace.replay.of";

  private static final String REASON_PREFIX = "__streams.errors.";

  private ReplayHeaders() {}

  /**
   * The original key, value and headers.
   *
   * @param partition null where the key shall choose it
   */
  static ProducerRecord<byte[], byte[]> original(DeadLetter letter, @Nullable Integer partition) {
    Headers headers = new RecordHeaders();
    for (Header header : letter.record().headers()) {
      if (!header.key().startsWith(REASON_PREFIX) && !header.key().equals(FROM)) {
        headers.add(header);
      }
    }
    headers.add(FROM, bytes(letter.position()));
    return new ProducerRecord<>(
        letter.origin(), partition, letter.record().key(), letter.record().value(), headers);
  }

  @SuppressWarnings("NullAway") // A record without key and value.
  static ProducerRecord<byte[], byte[]> mark(LetterPosition letter) {
    Headers headers = new RecordHeaders().add(MARK, bytes(letter));
    return new ProducerRecord<>(letter.topic(), letter.partition(), null, null, null, headers);
  }

  /** The letter that a record marks as replayed; empty when it is no mark. */
  static Optional<LetterPosition> marked(Headers headers) {
    Header mark = headers.lastHeader(MARK);
    return mark == null || mark.value() == null
        ? Optional.empty()
        : Optional.of(LetterPosition.parse(new String(mark.value(), UTF_8)));
  }

  private static byte[] bytes(LetterPosition letter) {
    return letter.toString().getBytes(UTF_8);
  }
}
