package dev.millrace.serving;

import java.io.Serial;

/** Topics that serving needs are missing, or their partitions do not fit together. */
public final class MissingTopicsException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  MissingTopicsException(String message) {
    super(message);
  }
}
