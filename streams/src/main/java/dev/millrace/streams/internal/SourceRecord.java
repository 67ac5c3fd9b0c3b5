package dev.millrace.streams.internal;

/**
 * A value and the bytes it was read from, so that it can travel on as it came.
 *
 * @param bytes the whole value of the record in its source topic
 * @param value what they say
 * @param <V> value type
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes pass through; nobody compares these records.
public record SourceRecord<V>(byte[] bytes, V value) {}
