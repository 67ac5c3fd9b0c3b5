package dev.millrace.standalone.cli;

import dev.millrace.contract.registry.SchemaRegistry;
import dev.millrace.standalone.acl.ToolAcls;
import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.standalone.dlq.DeadLetter;
import dev.millrace.standalone.dlq.DeadLetterTopics;
import dev.millrace.standalone.dlq.LetterPosition;
import dev.millrace.standalone.dlq.LetterText;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one dead letter. */
@Command(
    name = "show",
    description = {
      "Show one dead letter: why it failed, where it came from, its headers, key and value. The"
          + " value is",
      "decoded by the schema that it was written with, or dumped in hexadecimal digits."
    })
final class DlqShowCommand implements Callable<Integer> {

  /** Without the registry there still is the dump. */
  private static final Duration REGISTRY_TIMEOUT = Duration.ofSeconds(5);

  @Parameters(
      paramLabel = "LETTER",
      description =
          "TOPIC-PARTITION@OFFSET as `dlq list` prints it, for instance interactions.dlq-0@17.")
  private String letter = "";

  @Option(names = "--stack-trace", description = "Print the stack trace, too.")
  private boolean stackTrace;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    LetterPosition position = UsageException.unlessAccepted(() -> LetterPosition.parse(letter));
    MillraceConfig config = MillraceCommand.options(spec).load().config();
    Set<String> known = LetterOptions.topicsOf(config.topics());
    if (!known.contains(position.topic())) {
      throw new UsageException(
          "%s is no topic of dead letters; those are %s"
              .formatted(position.topic(), String.join(", ", known)));
    }
    Connection connection = Connection.find(config);
    connection.require(new ToolAcls(config).readLetters(Set.of(position.topic())));
    show(position, connection);
    return 0;
  }

  private void show(LetterPosition position, Connection connection) {
    Connection impatient = connection.withRegistryTimeout(REGISTRY_TIMEOUT);
    try (DeadLetterTopics topics = new DeadLetterTopics(connection.client(Map.of()));
        SchemaRegistry registry = impatient.openRegistry()) {
      topics.readMarks(Set.of(position.topic()));
      DeadLetter found =
          topics
              .find(position)
              .orElseThrow(
                  () ->
                      new UsageException(
                          "There is no dead letter %s (any more); `millrace dlq list --latest 10` lists some"
                              .formatted(position)));
      new LetterText(impatient.topics(registry))
          .lines(found, stackTrace)
          .forEach(spec.commandLine().getOut()::println);
    }
  }
}
