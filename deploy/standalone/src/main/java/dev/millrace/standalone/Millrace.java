package dev.millrace.standalone;

import dev.millrace.standalone.cli.Errors;
import dev.millrace.standalone.cli.MillraceCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Main of the command line. Exit codes: 0 done, 1 it failed, 2 it was asked for wrongly. */
public final class Millrace {

  private Millrace() {}

  /**
   * @param arguments of the command line
   */
  public static void main(String[] arguments) {
    System.exit(
        execute(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            arguments));
  }

  /**
   * Runs one command.
   *
   * @param out takes results
   * @param err takes errors and progress
   * @param arguments of the command line
   * @return exit code
   */
  public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(new MillraceCommand())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new Errors())
        .execute(arguments);
  }
}
