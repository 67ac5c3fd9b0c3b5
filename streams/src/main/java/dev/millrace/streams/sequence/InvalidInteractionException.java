package dev.millrace.streams.sequence;

/** An interaction that cannot be used as it is; it goes to the dead letters with this message. */
public final class InvalidInteractionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what was wrong, what was found and what is accepted
   */
  public InvalidInteractionException(String message) {
    super(message);
  }
}
