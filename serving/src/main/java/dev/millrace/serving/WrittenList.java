package dev.millrace.serving;

import dev.millrace.contract.trace.OpenSpan;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A list as a record, and its span, which ends when the record is committed.
 *
 * @param record to be written
 * @param span that the record's header names
 */
record WrittenList(ProducerRecord<byte[], byte[]> record, OpenSpan span) {

  /** The same, an answer that also says what of the user has been refined. */
  WrittenList after(HeldUser.@Nullable Refined refined) {
    RefinedMark.put(record.headers(), refined);
    return this;
  }
}
