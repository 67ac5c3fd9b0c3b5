package dev.millrace.model.sequential;

/** Training cannot go on. */
public final class TrainingFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TrainingFailedException(String message) {
    super(message);
  }
}
