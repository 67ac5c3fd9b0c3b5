package dev.millrace.standalone.data;

/**
 * A data file cannot be read as a whole: it is missing, empty, or lacks a column. The message says
 * what was found and what is accepted. Single rows that are wrong are {@link BadRow}s instead.
 */
public final class UnreadableDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message for people: what was wrong, where, what was found, what is accepted
   */
  public UnreadableDataException(String message) {
    super(message);
  }

  /**
   * @param message for people: what was wrong, where, what was found, what is accepted
   * @param cause what the file system answered
   */
  public UnreadableDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
