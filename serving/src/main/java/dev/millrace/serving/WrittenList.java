package dev.millrace.serving;

import dev.millrace.contract.trace.OpenSpan;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A list as a record, and its span, which ends when the record is committed.
 *
 * @param record to be written
 * @param span that the record's header names
 */
record WrittenList(ProducerRecord<byte[], byte[]> record, OpenSpan span) {}
