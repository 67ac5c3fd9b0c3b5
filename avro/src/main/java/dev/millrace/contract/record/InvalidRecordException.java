package dev.millrace.contract.record;

import java.io.Serial;

/** A record could be decoded, but says something that cannot be: it belongs in dead letters. */
public final class InvalidRecordException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param message what was wrong, what was found and what is accepted
   */
  public InvalidRecordException(String message) {
    super(message);
  }

  /**
   * @param message what was wrong, what was found and what is accepted
   * @param cause what noticed it
   */
  public InvalidRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
