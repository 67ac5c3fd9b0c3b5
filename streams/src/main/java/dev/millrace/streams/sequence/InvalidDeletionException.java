package dev.millrace.streams.sequence;

/** A deletion that names nobody, or somebody else; it goes to the dead letters. */
public final class InvalidDeletionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what was wrong, what was found and what is accepted
   */
  public InvalidDeletionException(String message) {
    super(message);
  }
}
