package dev.millrace.streams;

/** The streams cannot start as things are; the message says what to do. */
public final class StreamsStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is missing or contradictory, and where
   */
  public StreamsStartException(String message) {
    super(message);
  }

  /**
   * @param message what was tried
   * @param cause why it failed
   */
  public StreamsStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
