package dev.millrace.standalone;

import dev.millrace.standalone.cli.Errors;
import dev.millrace.standalone.cli.MillraceCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** Main of the command line. Exit codes: 0 done, 1 it failed, 2 it was asked for wrongly. */
public final class Millrace {

  private static final String LOG_FORMAT = "MILLRACE_LOG_FORMAT";

  /** Appenders of logback.xml. */
  private static final List<String> LOG_FORMATS = List.of("text", "json");

  private static final int WRONGLY_ASKED = 2;

  private Millrace() {}

  /**
   * @param arguments of the command line
   */
  public static void main(String[] arguments) {
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(
        isLogFormat(System.getenv().getOrDefault(LOG_FORMAT, "text"), err)
            ? execute(new PrintWriter(System.out, true, StandardCharsets.UTF_8), err, arguments)
            : WRONGLY_ASKED);
  }

  /** Nobody would see what goes to a log of no known format. */
  static boolean isLogFormat(String format, PrintWriter err) {
    boolean isKnown = LOG_FORMATS.contains(format);
    if (!isKnown) {
      err.println(
          "millrace: %s: found '%s', but accepted are %s"
              .formatted(LOG_FORMAT, format, String.join(" and ", LOG_FORMATS)));
    }
    return isKnown;
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
