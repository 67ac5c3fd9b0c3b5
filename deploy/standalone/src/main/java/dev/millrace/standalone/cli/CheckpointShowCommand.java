package dev.millrace.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.checkpoint.Manifest;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a checkpoint is and where it comes from. */
@Command(
    name = "show",
    description = "Show what a checkpoint is, where it comes from and what was decided about it.")
final class CheckpointShowCommand implements Callable<Integer> {

  @Mixin private StoreOptions options = new StoreOptions();

  @Parameters(paramLabel = "ID", description = "A checkpoint, or the beginning of its id.")
  private String id = "";

  @Option(names = "--json", description = "Print the manifest.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return options.with(MillraceCommand.options(spec).load().config(), this::show);
  }

  private int show(ModelCheckpoints checkpoints) throws IOException {
    StoredCheckpoint stored = checkpoints.named(id);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new String(Manifest.write(stored.record()), UTF_8));
    } else {
      new CheckpointText(stored).lines().forEach(out::println);
    }
    return 0;
  }
}
