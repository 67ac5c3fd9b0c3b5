package dev.millrace.standalone.cli;

import dev.millrace.contract.TopicPlan;
import dev.millrace.standalone.acl.ToolAcls;
import dev.millrace.standalone.config.TopicsConfig;
import dev.millrace.standalone.topics.TopicAdministration;
import dev.millrace.standalone.topics.TopicStatus;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Creates, describes and exports the topics of the configuration. */
@Command(
    name = "topics",
    description = "Create, describe or export the topics, or say how far behind who reads them is.",
    subcommands = {TopicsExportCommand.class, TopicsLagCommand.class})
final class TopicsCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing command: create, describe, export or lag");
  }

  @Command(
      name = "create",
      description = "Create the topics that are missing; existing ones stay as they are.")
  int create() {
    Connection connection = Connection.find(MillraceCommand.options(spec).load().config());
    TopicsConfig topics = connection.config().topics();
    connection.require(new ToolAcls(connection.config()).createTopics());
    try (Admin admin = Admin.create(connection.client(Map.of()))) {
      TopicAdministration administration = new TopicAdministration(admin);
      Set<String> created =
          administration.create(topics.plans(), topics.replication()).stream()
              .map(TopicPlan::name)
              .collect(Collectors.toCollection(TreeSet::new));
      List<TopicStatus> all = administration.describe(topics.plans());
      printCreated(all, created);
      return reportDifferences(all);
    }
  }

  @Command(name = "describe", description = "Say what each topic is for and what is in it.")
  int describe() {
    Connection connection = Connection.find(MillraceCommand.options(spec).load().config());
    List<TopicPlan> plans = connection.config().topics().plans();
    connection.require(new ToolAcls(connection.config()).describeTopics());
    try (Admin admin = Admin.create(connection.client(Map.of()))) {
      List<TopicStatus> all = new TopicAdministration(admin).describe(plans);
      Table table = new Table("TOPIC", "PARTITIONS", "POLICY", "END OFFSET", "PURPOSE");
      for (TopicStatus topic : all) {
        table.row(
            topic.plan().name(),
            topic.exists() ? topic.partitions() : "missing",
            topic.cleanupPolicy(),
            topic.endOffset(),
            topic.plan().description());
      }
      table.lines().forEach(spec.commandLine().getOut()::println);
      return reportDifferences(all);
    }
  }

  private void printCreated(List<TopicStatus> all, Set<String> created) {
    Table table = new Table("TOPIC", "PARTITIONS", "");
    for (TopicStatus topic : all) {
      String name = topic.plan().name();
      table.row(name, topic.partitions(), created.contains(name) ? "created" : "exists");
    }
    table.lines().forEach(spec.commandLine().getOut()::println);
  }

  private int reportDifferences(List<TopicStatus> all) {
    PrintWriter err = spec.commandLine().getErr();
    List<TopicStatus> different = all.stream().filter(topic -> !topic.isAsPlanned()).toList();
    for (TopicStatus topic : different) {
      err.println(
          topic.exists()
              ? "millrace: topic %s has %d partitions, configured are %d"
                  .formatted(topic.plan().name(), topic.partitions(), topic.plan().partitions())
              : "millrace: topic %s is missing; `millrace topics create` makes it"
                  .formatted(topic.plan().name()));
    }
    return different.isEmpty() ? 0 : 1;
  }
}
