package dev.millrace.trainer.process;

import java.io.Serial;

/**
 * The group gave the model to another process; what was learned since the last checkpoint is void.
 */
public final class LeaseLostException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  LeaseLostException(String model) {
    super("Another process trains %s now".formatted(model));
  }
}
