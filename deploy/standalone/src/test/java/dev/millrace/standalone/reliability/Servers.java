package dev.millrace.standalone.reliability;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Where the broker and the registry of a test are.
 *
 * @param bootstrap Kafka's {@code host:port}
 * @param registryUrl base URL of the registry's Confluent interface
 */
record Servers(String bootstrap, String registryUrl) {

  /** What {@code millrace broker} prints when both servers run. */
  static final String STARTED = "registry  ";

  private static final Pattern BROKER = Pattern.compile("(?m)^broker +(\\S+)$");
  private static final Pattern REGISTRY = Pattern.compile("(?m)^registry +(\\S+)$");

  /** A {@code millrace broker} of a test's own. */
  static MillraceProcess start(Path folder) {
    return MillraceProcess.start(
        folder.resolve("broker.log"),
        List.of("broker", "--data-dir", folder.resolve("data").toString()));
  }

  /** Waits until a {@code millrace broker} has started so many times. */
  static Servers started(MillraceProcess broker, int times) {
    Eventually.holds(
        "broker and registry have started " + times + " times",
        () -> {
          broker.mustRun();
          return REGISTRY.matcher(broker.log()).results().count() == times;
        });
    return new Servers(last(BROKER, broker.log()), last(REGISTRY, broker.log()));
  }

  private static String last(Pattern pattern, String log) {
    List<MatchResult> found = pattern.matcher(log).results().toList();
    return found.get(found.size() - 1).group(1);
  }
}
