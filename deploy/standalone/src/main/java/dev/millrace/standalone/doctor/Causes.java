package dev.millrace.standalone.doctor;

import java.util.LinkedHashSet;
import java.util.Set;

/** Why something failed, for people. */
public final class Causes {

  private Causes() {}

  /** Message of a failure and of what caused it, each once, on one line. */
  public static String of(Throwable failure) {
    Set<String> messages = new LinkedHashSet<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      messages.add(cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage());
    }
    return String.join(": ", messages);
  }
}
