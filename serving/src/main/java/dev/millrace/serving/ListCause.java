package dev.millrace.serving;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Why a list is written.
 *
 * @param topic of the record that caused it
 * @param offset of that record, in the user's partition
 * @param correlationId of the request; null when a sequence changed
 */
record ListCause(String topic, long offset, @Nullable String correlationId) {

  /** An HTTP query: there is no record. */
  static ListCause http() {
    return new ListCause("", -1, null);
  }

  static ListCause sequence(ConsumerRecord<byte[], byte[]> record) {
    return new ListCause(record.topic(), record.offset(), null);
  }

  static ListCause request(ConsumerRecord<byte[], byte[]> record, String correlationId) {
    return new ListCause(record.topic(), record.offset(), correlationId);
  }
}
