package dev.millrace.contract.serde;

import java.io.Serial;

/** A record ends before it is complete. */
public final class TruncatedRecordException extends MalformedRecordException {

  @Serial private static final long serialVersionUID = 1L;

  TruncatedRecordException(String topic, int length) {
    super(
        "A record of topic '%s' has %d bytes; the Confluent wire format needs at least %d"
            .formatted(topic, length, WireFormat.HEADER_LENGTH),
        null);
  }

  TruncatedRecordException(WriterReference writer, Throwable cause) {
    super("A record of %s ends before it is complete".formatted(writer), cause);
  }
}
