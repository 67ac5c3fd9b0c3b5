package dev.millrace.standalone.cli;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.checkpoint.announcement.Announced;
import dev.millrace.checkpoint.announcement.NextAnnouncement;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import dev.millrace.standalone.acl.ToolAcls;
import dev.millrace.standalone.config.MillraceConfig;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Announces that serving shall go back to an earlier checkpoint. */
@Command(
    name = "rollback",
    description = {
      "Verify an earlier checkpoint and announce that serving shall go back to it. Without an ID it"
          + " is the one",
      "that was in use before; after a rollback, the next one needs an ID."
    })
final class CheckpointRollbackCommand implements Callable<Integer> {

  @Mixin private StoreOptions options = new StoreOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "A checkpoint, or the beginning of its id.")
  private Optional<String> id = Optional.empty();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "rolled back by hand",
      description = "Why, to be announced; default: ${DEFAULT-VALUE}.")
  private String reason = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    MillraceConfig config = MillraceCommand.options(spec).load().config();
    Connection connection = Connection.find(config);
    connection.require(new ToolAcls(config).announce());
    return options.with(config, checkpoints -> rollBack(checkpoints, connection));
  }

  private int rollBack(ModelCheckpoints checkpoints, Connection connection) throws IOException {
    try (AnnouncementTopic topic = new AnnouncementTopic(connection)) {
      CheckpointAnnouncement latest =
          topic
              .newest(checkpoints.model())
              .orElseThrow(
                  () -> new UsageException("Nothing was announced of " + checkpoints.model()));
      StoredCheckpoint stored = checkpoints.named(id.orElseGet(() -> before(latest)));
      checkpoints.verify(stored);
      topic.announce(new NextAnnouncement(latest, Instant.now()).rolledBack(stored, reason));
      spec.commandLine()
          .getOut()
          .printf(
              "%s of %s is what serving shall go back to%n",
              stored.reference().id(), checkpoints.model());
    }
    return 0;
  }

  private static String before(CheckpointAnnouncement latest) {
    return Announced.previous(latest)
        .map(reference -> reference.id().value())
        .orElseThrow(
            () ->
                new UsageException(
                    "No checkpoint of %s was in use before the current one; name the one to go back to"
                        .formatted(latest.getModel())));
  }
}
