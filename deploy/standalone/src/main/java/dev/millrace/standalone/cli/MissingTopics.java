package dev.millrace.standalone.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Says which topics are not there. */
final class MissingTopics {

  private MissingTopics() {}

  static void tell(List<String> missing, CommandSpec spec) {
    if (!missing.isEmpty()) {
      spec.commandLine()
          .getErr()
          .printf(
              "millrace: missing are %s; `millrace topics create` makes them%n",
              String.join(", ", missing));
    }
  }
}
