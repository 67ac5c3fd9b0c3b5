package dev.millrace.standalone.replay;

/** A replay could not go on; what was acknowledged until then is remembered. */
public final class ReplayFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message for people: what could not be done
   */
  public ReplayFailedException(String message) {
    super(message);
  }

  /**
   * @param message for people: what could not be done
   * @param cause what the broker, the registry or the file system answered
   */
  public ReplayFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
