package dev.millrace.standalone.testsupport;

import dev.millrace.contract.TopicNames;
import dev.millrace.standalone.Millrace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

  /**
   * Runs a command on a platform.
   *
   * @param prefix starts the names of all topics
   */
  public static Result on(TestPlatform platform, String prefix, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--bootstrap", platform.bootstrapServers()));
    all.addAll(List.of("--registry", platform.registryUrl().toString()));
    for (RecordComponent name : TopicNames.class.getRecordComponents()) {
      String topic = name.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      all.addAll(List.of("--set", "topics.names." + topic + "=" + prefix + topic));
    }
    return run(all.toArray(String[]::new));
  }
}
