package dev.millrace.contract.serde;

import java.io.Serial;

/**
 * A record's bytes do not follow its schema, or its schema cannot be read as the type that is
 * wanted.
 */
public final class UnreadableRecordException extends MalformedRecordException {

  @Serial private static final long serialVersionUID = 1L;

  UnreadableRecordException(WriterReference writer, Class<?> type, Throwable cause) {
    super(
        "A record of %s cannot be read as %s: %s".formatted(writer, type.getSimpleName(), cause),
        cause);
  }
}
