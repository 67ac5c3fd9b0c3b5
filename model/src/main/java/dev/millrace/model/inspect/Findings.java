package dev.millrace.model.inspect;

import dev.millrace.model.config.ConfigException;
import dev.millrace.model.inspect.Finding.Level;
import dev.millrace.model.tokenizer.TokenizerException;
import dev.millrace.model.weights.WeightsException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what the checks came to. */
final class Findings {

  private final List<Finding> all = new ArrayList<>();

  void ok(String check, String text) {
    all.add(new Finding(Level.OK, check, text));
  }

  void note(String check, String text) {
    all.add(new Finding(Level.NOTE, check, text));
  }

  void problem(String check, String text) {
    all.add(new Finding(Level.PROBLEM, check, text));
  }

  /** What is read, or null where that fails, which is a problem. */
  <T> @Nullable T read(String check, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (ConfigException | WeightsException | TokenizerException e) {
      problem(check, withCause(e));
      return null;
    }
  }

  List<Finding> all() {
    return List.copyOf(all);
  }

  private static String withCause(RuntimeException failure) {
    Throwable cause = failure.getCause();
    String message = String.valueOf(failure.getMessage());
    return cause == null || cause.getMessage() == null || message.contains(cause.getMessage())
        ? message
        : message + ": " + cause.getMessage();
  }
}
