package dev.millrace.standalone.cli;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.checkpoint.announcement.NextAnnouncement;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import dev.millrace.standalone.acl.ToolAcls;
import dev.millrace.standalone.config.MillraceConfig;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Announces a checkpoint as the one that serving shall use. */
@Command(
    name = "promote",
    description =
        "Verify a checkpoint and announce that serving shall use it, whatever was decided.")
final class CheckpointPromoteCommand implements Callable<Integer> {

  @Mixin private StoreOptions options = new StoreOptions();

  @Parameters(paramLabel = "ID", description = "A checkpoint, or the beginning of its id.")
  private String id = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "promoted by hand",
      description = "Why, to be announced; default: ${DEFAULT-VALUE}.")
  private String reason = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    MillraceConfig config = MillraceCommand.options(spec).load().config();
    Connection connection = Connection.find(config);
    connection.require(new ToolAcls(config).announce());
    return options.with(config, checkpoints -> promote(checkpoints, connection));
  }

  private int promote(ModelCheckpoints checkpoints, Connection connection) throws IOException {
    StoredCheckpoint stored = checkpoints.named(id);
    checkpoints.verify(stored);
    try (AnnouncementTopic topic = new AnnouncementTopic(connection)) {
      CheckpointAnnouncement latest = topic.newest(checkpoints.model()).orElse(null);
      topic.announce(new NextAnnouncement(latest, Instant.now()).promoted(stored, reason));
    }
    spec.commandLine()
        .getOut()
        .printf(
            "%s of %s is what serving shall use%n", stored.reference().id(), checkpoints.model());
    return 0;
  }
}
