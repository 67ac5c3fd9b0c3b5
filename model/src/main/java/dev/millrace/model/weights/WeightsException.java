package dev.millrace.model.weights;

/** A weight file is damaged, incomplete or unsupported; the message names file and tensor. */
public final class WeightsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what was wrong, where, what was found and what is accepted
   */
  public WeightsException(String message) {
    super(message);
  }

  /**
   * @param message what was wrong, where, what was found and what is accepted
   * @param cause what the system or the parser said
   */
  public WeightsException(String message, Throwable cause) {
    super(message, cause);
  }
}
