package dev.millrace.contract.serde;

import java.io.Serial;

/** A record goes on after its end. */
public final class TrailingBytesException extends MalformedRecordException {

  @Serial private static final long serialVersionUID = 1L;

  TrailingBytesException(WriterReference writer, int bytes) {
    super("A record of %s has %d bytes after its end".formatted(writer, bytes), null);
  }
}
