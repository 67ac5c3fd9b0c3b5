package dev.millrace.standalone.cli;

import java.io.Console;

/** Whether a person looks at the output. */
final class Terminal {

  private Terminal() {}

  /**
   * Whether standard output is a terminal. Before JDK 22 there is a console only then; since, the
   * console itself tells.
   */
  @SuppressWarnings("SystemConsoleNull")
  static boolean isInteractive() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException beforeJdk22) {
      return true;
    }
  }
}
