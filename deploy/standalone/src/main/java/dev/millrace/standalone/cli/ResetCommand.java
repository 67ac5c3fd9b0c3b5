package dev.millrace.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.standalone.acl.ToolAcls;
import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.standalone.reset.ClusterReset;
import dev.millrace.standalone.reset.ClusterState;
import dev.millrace.streams.LocalState;
import dev.millrace.streams.StreamsSettings;
import dev.millrace.streams.TopologyName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Deletes what streams can make again. */
@Command(
    name = "reset",
    description = {
      "Delete the state of streams on this machine; it is read again from Kafka at the next start."
          + " With --everything",
      "also how far streams have read and their internal topics: at the next start they read their"
          + " input from its",
      "beginning and write their output again. Other topics stay as they are. Stop streams first,"
          + " everywhere."
    })
final class ResetCommand implements Callable<Integer> {

  @Option(
      names = "--everything",
      description = "Committed offsets and internal topics of all topologies as well.")
  private boolean everything;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    MillraceConfig config = MillraceCommand.options(spec).load().config();
    List<Path> directories = LocalState.directories(config.streams(), Connection.stateDir(config));
    if (everything) {
      resetCluster(Connection.find(config), directories);
    } else {
      announce(directories, new ClusterState(0, List.of(), List.of()));
      confirm(config.streams().prefix());
      deleteLocal(directories);
    }
    spec.commandLine().getOut().println("done");
    return 0;
  }

  private void resetCluster(Connection connection, List<Path> directories) {
    connection.require(new ToolAcls(connection.config()).reset());
    StreamsSettings settings = connection.config().streams();
    try (Admin admin = Admin.create(connection.client(Map.of()))) {
      ClusterReset reset =
          new ClusterReset(
              admin, Arrays.stream(TopologyName.values()).map(settings::applicationId).toList());
      ClusterState state = reset.state();
      if (state.members() > 0) {
        throw new UsageException(
            "%s: %d threads of streams are at work; stop them first"
                .formatted(String.join(", ", state.groups()), state.members()));
      }
      announce(directories, state);
      confirm(settings.prefix());
      reset.delete(state);
      deleteLocal(directories);
    }
  }

  private void announce(List<Path> directories, ClusterState state) {
    PrintWriter out = spec.commandLine().getOut();
    directories.forEach(directory -> out.println("state          " + directory));
    state.groups().forEach(group -> out.println("offsets        " + group));
    state.internalTopics().forEach(topic -> out.println("topic          " + topic));
    if (directories.isEmpty() && state.groups().isEmpty() && state.internalTopics().isEmpty()) {
      out.println("nothing to delete");
    }
    out.flush();
  }

  private void confirm(String prefix) {
    if (yes) {
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf("Type the prefix, %s, to delete this: ", prefix);
    out.flush();
    String typed = readLine();
    if (!typed.strip().equals(prefix)) {
      throw new UsageException(
          "Nothing was deleted: '%s' is not the prefix of streams; --yes does not ask"
              .formatted(typed));
    }
  }

  /** Standard input is not the command's to close. */
  private static String readLine() {
    try {
      String line = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new UsageException("Standard input cannot be read (%s); pass --yes".formatted(e));
    }
  }

  private static void deleteLocal(List<Path> directories) {
    try {
      LocalState.reset(directories);
    } catch (IllegalStateException inUse) {
      throw new UsageException(String.valueOf(inUse.getMessage()));
    }
  }
}
