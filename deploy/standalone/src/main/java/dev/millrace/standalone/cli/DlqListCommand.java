package dev.millrace.standalone.cli;

import dev.millrace.standalone.acl.ToolAcls;
import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.standalone.dlq.DeadLetter;
import dev.millrace.standalone.dlq.DeadLetterTopics;
import dev.millrace.standalone.dlq.LetterCounts;
import dev.millrace.standalone.dlq.LetterFilter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Counts dead letters, or lists the latest ones. */
@Command(
    name = "list",
    description = {
      "Count the dead letters by topic and error. LEFT are those that were not replayed; the"
          + " example",
      "is the latest of them all, for `dlq show`."
    })
final class DlqListCommand implements Callable<Integer> {

  private static final int LONGEST_MESSAGE = 100;

  @Mixin private LetterOptions options = new LetterOptions();

  @Option(
      names = "--latest",
      paramLabel = "N",
      description = "List the latest N letters of each topic one by one instead.")
  private int latest;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    MillraceConfig config = MillraceCommand.options(spec).load().config();
    LetterFilter filter = options.filter(config.topics(), Instant.now());
    Connection connection = Connection.find(config);
    connection.require(new ToolAcls(config).readLetters(filter.topics()));
    try (DeadLetterTopics topics = new DeadLetterTopics(connection.client(Map.of()))) {
      MissingTopics.tell(topics.missing(filter.topics()), spec);
      topics.readMarks(filter.topics());
      Table table = latest > 0 ? letters(topics, filter) : counts(topics, filter);
      table.lines().forEach(spec.commandLine().getOut()::println);
    }
    return 0;
  }

  private static Table counts(DeadLetterTopics topics, LetterFilter filter) {
    LetterCounts counts = new LetterCounts();
    topics.visit(filter, counts::add);
    return table(counts);
  }

  /** Counts as people read them. */
  static Table table(LetterCounts counts) {
    Table table = new Table("DEAD LETTERS OF", "ERROR", "LETTERS", "LEFT", "LATEST", "EXAMPLE");
    counts
        .byKind()
        .forEach(
            (kind, count) ->
                table.row(
                    kind.topic(),
                    kind.error(),
                    count.letters(),
                    count.left(),
                    seconds(count.latest().arrived()),
                    count.latest().position()));
    return table;
  }

  private Table letters(DeadLetterTopics topics, LetterFilter filter) {
    Table table = new Table("LETTER", "ARRIVED", "REPLAYED", "ERROR", "MESSAGE");
    for (String topic : filter.topics().stream().sorted().toList()) {
      Deque<DeadLetter> newest = new ArrayDeque<>();
      topics.visit(
          filter.ofTopic(topic),
          letter -> {
            if (newest.size() == latest) {
              newest.removeFirst();
            }
            return newest.add(letter);
          });
      newest.forEach(letter -> row(table, letter));
    }
    return table;
  }

  private static void row(Table table, DeadLetter letter) {
    table.row(
        letter.position(),
        seconds(letter.arrived()),
        letter.replayed() ? "yes" : "no",
        letter.error(),
        oneLine(letter.reason().message()));
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static String oneLine(String message) {
    String line = message.replaceAll("\\s+", " ");
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
  }
}
