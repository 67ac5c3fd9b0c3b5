package dev.millrace.serving;

import java.io.Serial;

/** A transaction was aborted: nothing of it counts, and its records are to be read again. */
final class TransactionAbortedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  TransactionAbortedException(Throwable cause) {
    super("The transaction was aborted: " + cause.getMessage(), cause);
  }
}
