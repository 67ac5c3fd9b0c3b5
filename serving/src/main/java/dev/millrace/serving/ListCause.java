package dev.millrace.serving;

import dev.millrace.contract.trace.ReceivedTrace;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Why a list is written.
 *
 * @param topic of the record that caused it
 * @param offset of that record, in the user's partition
 * @param correlationId of the request; null when a sequence changed
 * @param trace of that record; null when it had none
 */
record ListCause(
    String topic, long offset, @Nullable String correlationId, @Nullable ReceivedTrace trace) {

  /** An HTTP query: there is no record. */
  static ListCause http() {
    return new ListCause("", -1, null, null);
  }

  static ListCause sequence(String topic, HeldSequence sequence) {
    return new ListCause(topic, sequence.offset(), null, sequence.trace());
  }

  static ListCause request(
      ConsumerRecord<byte[], byte[]> record, String correlationId, @Nullable ReceivedTrace trace) {
    return new ListCause(record.topic(), record.offset(), correlationId, trace);
  }
}
