package dev.millrace.standalone.cli;

import dev.millrace.standalone.acl.ToolAcls;
import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.standalone.topics.GroupLag;
import dev.millrace.standalone.topics.LagReader;
import dev.millrace.standalone.topics.PartitionLag;
import dev.millrace.standalone.topics.PipelineGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how far the pipeline's consumer groups are behind. */
@Command(
    name = "lag",
    description = {
      "Say how far streams, serving and trainer are behind the ends of what they read. Lag counts"
          + " offsets: the",
      "marker at the end of a transaction is one, too, so that 1 a partition may be nothing. A"
          + " trainer commits",
      "with its checkpoints.",
      "Exit code 1: a topic is missing, or --max is exceeded."
    })
final class TopicsLagCommand implements Callable<Integer> {

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description =
          "Only this one: sequences, transitions, popularity, prequential, serving or trainer; can"
              + " be given again.")
  private List<String> chosen = new ArrayList<>();

  @Option(names = "--partitions", description = "A line for each partition.")
  private boolean byPartition;

  @Option(
      names = "--max",
      paramLabel = "N",
      description = "Exit with 1 when a group is further behind, in all its partitions together.")
  private long max = Long.MAX_VALUE;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (max < 0) {
      throw new UsageException("--max takes 0 or more; found " + max);
    }
    MillraceConfig config = MillraceCommand.options(spec).load().config();
    List<PipelineGroup> groups = groups(config);
    Connection connection = Connection.find(config);
    connection.require(new ToolAcls(config).lag(groups));
    try (Admin admin = Admin.create(connection.client(Map.of()))) {
      LagReader reader = new LagReader(admin);
      List<String> missing = reader.missing(groups);
      MissingTopics.tell(missing, spec);
      List<GroupLag> lags = reader.of(groups);
      table(lags).lines().forEach(spec.commandLine().getOut()::println);
      return tellOfExcess(lags) || !missing.isEmpty() ? 1 : 0;
    }
  }

  private List<PipelineGroup> groups(MillraceConfig config) {
    List<PipelineGroup> all = PipelineGroup.of(config);
    List<String> roles = all.stream().map(PipelineGroup::role).toList();
    for (String role : chosen) {
      if (!roles.contains(role)) {
        throw new UsageException(
            "--group takes %s; found '%s'".formatted(String.join(", ", roles), role));
      }
    }
    return all.stream().filter(group -> chosen.isEmpty() || chosen.contains(group.role())).toList();
  }

  private boolean tellOfExcess(List<GroupLag> lags) {
    List<GroupLag> excess = lags.stream().filter(group -> group.lag() > max).toList();
    for (GroupLag group : excess) {
      spec.commandLine()
          .getErr()
          .printf(
              "millrace: %s (group %s, %s) is %,d behind, more than %,d%n",
              group.group().role(), group.group().id(), group.state(), group.lag(), max);
    }
    return !excess.isEmpty();
  }

  private Table table(List<GroupLag> lags) {
    Table table =
        new Table(
            "GROUP",
            "STATE",
            "TOPIC",
            byPartition ? "PARTITION" : "PARTITIONS",
            "END",
            "COMMITTED",
            "LAG");
    for (GroupLag group : lags) {
      if (byPartition) {
        group
            .partitions()
            .forEach(one -> row(table, group, one.partition().partition(), List.of(one)));
      } else {
        byTopic(group).values().forEach(all -> row(table, group, all.size(), all));
      }
    }
    return table;
  }

  private static Map<String, List<PartitionLag>> byTopic(GroupLag group) {
    return group.partitions().stream()
        .collect(
            Collectors.groupingBy(
                lag -> lag.partition().topic(), LinkedHashMap::new, Collectors.toList()));
  }

  private static void row(Table table, GroupLag group, int partition, List<PartitionLag> lags) {
    List<Long> committed =
        lags.stream().map(PartitionLag::committed).filter(Objects::nonNull).toList();
    table.row(
        group.group().id(),
        group.state(),
        lags.get(0).partition().topic(),
        partition,
        lags.stream().mapToLong(PartitionLag::end).sum(),
        committed.isEmpty() ? "-" : committed.stream().mapToLong(Long::longValue).sum(),
        lags.stream().mapToLong(PartitionLag::lag).sum());
  }
}
