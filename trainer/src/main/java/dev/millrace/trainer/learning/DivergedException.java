package dev.millrace.trainer.learning;

/** Losses or gradients were not finite several steps in a row. */
public final class DivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DivergedException(String message) {
    super(message);
  }
}
