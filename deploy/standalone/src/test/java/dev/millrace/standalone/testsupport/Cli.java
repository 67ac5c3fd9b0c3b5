package dev.millrace.standalone.testsupport;

import dev.millrace.standalone.Millrace;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs the command line in this JVM and keeps what it printed. */
public final class Cli {

  private Cli() {}

  /**
   * What a command came to.
   *
   * @param exitCode 0 done, 1 failed, 2 asked for wrongly
   * @param out its standard output
   * @param err its standard error
   */
  public record Result(int exitCode, String out, String err) {}

  public static Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Millrace.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Result(exitCode, out.toString(), err.toString());
  }
}
