package dev.millrace.checkpoint;

/** A checkpoint cannot be written, found or trusted; the message says what is wrong, and where. */
public final class CheckpointException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what was wrong, where, what was found and what is accepted
   */
  public CheckpointException(String message) {
    super(message);
  }

  /**
   * @param message what was wrong, where, what was found and what is accepted
   * @param cause what the system, the parser or the store said
   */
  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
