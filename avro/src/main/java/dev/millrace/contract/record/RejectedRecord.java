package dev.millrace.contract.record;

import dev.millrace.contract.deadletter.DeadLetters;
import dev.millrace.contract.deadletter.FailedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * A record that goes to dead letters.
 *
 * @param record as it was consumed
 * @param reason why
 */
public record RejectedRecord(ConsumerRecord<byte[], byte[]> record, InvalidRecordException reason) {

  /** The record for {@code <topic>.dlq}. */
  public ProducerRecord<byte[], byte[]> toDeadLetter() {
    Throwable why =
        reason.getCause() instanceof SerializationException undecodable ? undecodable : reason;
    return DeadLetters.of(FailedRecord.of(record), why);
  }
}
