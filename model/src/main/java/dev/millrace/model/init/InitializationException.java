package dev.millrace.model.init;

/** A new model cannot be made; the message tells people why. */
public final class InitializationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InitializationException(String message) {
    super(message);
  }

  InitializationException(String message, Throwable cause) {
    super(message, cause);
  }
}
