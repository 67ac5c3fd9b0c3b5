package dev.millrace.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.checkpoint.Manifest;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a checkpoint is, where it comes from, and from whom it has learned. */
@Command(
    name = "show",
    description = {
      "Show what a checkpoint is, where it comes from and what was decided about it. Without an ID: of all,",
      "how many users they have learned from, and how many of those have asked to be forgotten, as far as the",
      "newest checkpoint knows."
    })
final class CheckpointShowCommand implements Callable<Integer> {

  @Mixin private StoreOptions options = new StoreOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "A checkpoint, or the beginning of its id.")
  private String id = "";

  @Option(names = "--json", description = "Print the manifest.")
  private boolean json;

  @Option(
      names = "--user",
      paramLabel = "USER",
      description = "Say whether it, or which of all, has learned from a user.")
  private String user = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return options.with(MillraceCommand.options(spec).load().config(), this::show);
  }

  private int show(ModelCheckpoints checkpoints) throws IOException {
    lines(checkpoints).forEach(spec.commandLine().getOut()::println);
    return 0;
  }

  private List<String> lines(ModelCheckpoints checkpoints) throws IOException {
    if (json) {
      return List.of(new String(Manifest.write(checkpoints.named(id).record()), UTF_8));
    }
    CheckpointUsers users = new CheckpointUsers(checkpoints.store(), checkpoints.all());
    if (!user.isEmpty()) {
      return users.answers(user).stream().filter(line -> line.startsWith(id)).toList();
    }
    return id.isEmpty() ? users.table() : text(checkpoints.named(id), users);
  }

  private static List<String> text(StoredCheckpoint stored, CheckpointUsers users)
      throws IOException {
    List<String> lines = new ArrayList<>(new CheckpointText(stored).lines());
    lines.addAll(users.describe(stored));
    return lines;
  }
}
