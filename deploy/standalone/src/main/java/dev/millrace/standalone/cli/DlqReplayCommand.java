package dev.millrace.standalone.cli;

import dev.millrace.contract.TopicPlan;
import dev.millrace.standalone.acl.ToolAcls;
import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.standalone.dlq.DeadLetterTopics;
import dev.millrace.standalone.dlq.LetterCounts;
import dev.millrace.standalone.dlq.LetterFilter;
import dev.millrace.standalone.dlq.LetterReplay;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.TopicConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends dead letters back to the topics that they came from. */
@Command(
    name = "replay",
    description = {
      "Send dead letters back to the topics that they came from, with their original key, value,"
          + " headers",
      "and partition. Without --execute it only says what it would send. A letter is sent and"
          + " marked as",
      "replayed in one transaction, so it is never sent twice, not by another run either.",
      "Exit code 0: of what was asked for nothing is left to replay; 1: something is."
    })
final class DlqReplayCommand implements Callable<Integer> {

  @Mixin private LetterOptions options = new LetterOptions();

  @Option(names = "--execute", description = "Send them.")
  private boolean execute;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "9223372036854775807",
      description = "Send so many at most.",
      showDefaultValue = Visibility.NEVER)
  private long limit;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new UsageException("--limit takes 1 or more; found " + limit);
    }
    MillraceConfig config = MillraceCommand.options(spec).load().config();
    LetterFilter filter = options.filter(config.topics(), Instant.now());
    Connection connection = Connection.find(config);
    ToolAcls acls = new ToolAcls(config);
    connection.require(
        execute ? acls.replayLetters(filter.topics()) : acls.readLetters(filter.topics()));
    try (DeadLetterTopics topics = new DeadLetterTopics(connection.client(Map.of()))) {
      MissingTopics.tell(topics.missing(filter.topics()), spec);
      long left = execute ? send(topics, filter, connection) : plan(topics, filter, config);
      return left == 0 ? 0 : 1;
    }
  }

  private long plan(DeadLetterTopics topics, LetterFilter filter, MillraceConfig config) {
    LetterCounts counts = count(topics, filter);
    PrintWriter out = spec.commandLine().getOut();
    DlqListCommand.table(counts).lines().forEach(out::println);
    warnOfCompacted(counts, config);
    out.println(
        counts.left() == 0
            ? "Nothing is left to replay."
            : "%,d would be sent, nothing was; --execute sends."
                .formatted(Math.min(limit, counts.left())));
    return counts.left();
  }

  private long send(DeadLetterTopics topics, LetterFilter filter, Connection connection) {
    String id = LetterReplay.transactionalId(connection.config().streams());
    try (StopSignal stop = StopSignal.listen();
        WorkProgress progress = new WorkProgress(spec.commandLine().getErr(), Ansi.AUTO.enabled());
        LetterReplay replay = new LetterReplay(connection.client(Map.of()), id)) {
      long left = count(topics, filter).left();
      long wanted = Math.min(limit, left);
      long[] taken = {0};
      try {
        topics.visit(
            filter,
            letter -> {
              if (!letter.replayed() && letter.isWhole()) {
                replay.send(letter);
                taken[0]++;
                progress.show("replay", replay.sent(), wanted);
              }
              return taken[0] < wanted && !stop.isRequested();
            });
        replay.flush();
      } finally {
        spec.commandLine()
            .getOut()
            .printf("%,d replayed, %,d left%n", replay.sent(), left - replay.sent());
      }
      return left - replay.sent();
    }
  }

  /** The letters that can be replayed; of those that cannot, people are told. */
  private LetterCounts count(DeadLetterTopics topics, LetterFilter filter) {
    LetterCounts whole = new LetterCounts();
    LetterCounts partial = new LetterCounts();
    topics.readMarks(filter.topics());
    topics.visit(filter, letter -> (letter.isWhole() ? whole : partial).add(letter));
    if (partial.left() > 0) {
      spec.commandLine()
          .getErr()
          .printf(
              "millrace: %,d cannot be replayed: their records were too large for a letter;"
                  + " `millrace dlq show` says where they lie%n",
              partial.left());
    }
    return whole;
  }

  private void warnOfCompacted(LetterCounts counts, MillraceConfig config) {
    for (TopicPlan plan : config.topics().plans()) {
      String policy = plan.config().getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "");
      boolean concerned =
          counts.byKind().entrySet().stream()
              .anyMatch(
                  entry ->
                      entry.getKey().topic().equals(plan.name()) && entry.getValue().left() > 0);
      if (concerned && policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
        spec.commandLine()
            .getErr()
            .printf(
                "millrace: %s is compacted: what is replayed replaces what came since for the same"
                    + " key%n",
                plan.name());
      }
    }
  }
}
