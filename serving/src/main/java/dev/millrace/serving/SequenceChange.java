package dev.millrace.serving;

import dev.millrace.avro.UserSequence;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What one poll says of a user's sequence, coalesced.
 *
 * @param source the newest record
 * @param latest its sequence; null when the user is to be forgotten
 * @param forgotten whether the newest record or one before it in the poll was a tombstone
 */
record SequenceChange(
    ConsumerRecord<byte[], byte[]> source, @Nullable UserSequence latest, boolean forgotten) {}
