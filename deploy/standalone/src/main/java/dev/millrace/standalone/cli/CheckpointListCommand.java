package dev.millrace.standalone.cli;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import dev.millrace.standalone.acl.ToolAcls;
import dev.millrace.standalone.config.MillraceConfig;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the checkpoints of a model. */
@Command(
    name = "list",
    description = {
      "List the complete checkpoints of a model, oldest first. With a broker, * marks the one that"
          + " serving",
      "shall use and < the one that a rollback goes back to."
    })
final class CheckpointListCommand implements Callable<Integer> {

  @Mixin private StoreOptions options = new StoreOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    MillraceConfig config = MillraceCommand.options(spec).load().config();
    return options.with(config, checkpoints -> list(checkpoints, config));
  }

  private int list(ModelCheckpoints checkpoints, MillraceConfig config) throws IOException {
    List<StoredCheckpoint> all = checkpoints.all();
    Optional<Connection> connection = Connection.ifRunning(config);
    if (connection.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println("millrace: no broker runs, so what is in use is not known");
    }
    CheckpointAnnouncement newest =
        connection.flatMap(broker -> newest(broker, checkpoints.model())).orElse(null);
    new CheckpointTable(Clock.systemUTC(), newest)
        .lines(all)
        .forEach(spec.commandLine().getOut()::println);
    return 0;
  }

  private static Optional<CheckpointAnnouncement> newest(Connection connection, String model) {
    connection.require(new ToolAcls(connection.config()).announcements());
    try (AnnouncementTopic topic = new AnnouncementTopic(connection)) {
      return topic.newest(model);
    }
  }
}
