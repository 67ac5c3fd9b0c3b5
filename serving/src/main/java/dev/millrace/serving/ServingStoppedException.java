package dev.millrace.serving;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Serving was told to stop while something was still being tried again. */
final class ServingStoppedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  ServingStoppedException(String what, @Nullable Throwable trouble) {
    super("Stopped before the end of: " + what, trouble);
  }
}
