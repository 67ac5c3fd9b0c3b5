package dev.millrace.contract.deadletter;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be processed, as it lies in its topic.
 *
 * @param topic topic of the record
 * @param partition partition of the record
 * @param offset offset of the record
 * @param timestamp record timestamp in milliseconds since 1970-01-01T00:00:00Z; negative when the
 *     record has none
 * @param key bytes of the key; null when there is none
 * @param value bytes of the value; null when there is none
 * @param headers the record's own headers
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes pass through; nobody compares these records.
public record FailedRecord(
    String topic,
    int partition,
    long offset,
    long timestamp,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Headers headers) {

  /** The record that a consumer of raw bytes read. */
  public static FailedRecord of(ConsumerRecord<byte[], byte[]> consumed) {
    return new FailedRecord(
        consumed.topic(),
        consumed.partition(),
        consumed.offset(),
        consumed.timestamp(),
        consumed.key(),
        consumed.value(),
        consumed.headers());
  }
}
