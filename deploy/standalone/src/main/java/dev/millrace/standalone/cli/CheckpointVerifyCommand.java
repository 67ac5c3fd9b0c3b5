package dev.millrace.standalone.cli;

import dev.millrace.checkpoint.Checkpoint;
import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.checkpoint.CheckpointId;
import dev.millrace.checkpoint.Fault;
import dev.millrace.checkpoint.UsabilityCheck;
import dev.millrace.checkpoint.Verification;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is wrong with a checkpoint. */
@Command(
    name = "verify",
    description = {
      "Compare every byte of a checkpoint with its manifest, and look whether weights, configuration and",
      "tokenizer can be used. Exit code 2 and a line for each fault if anything is wrong."
    })
final class CheckpointVerifyCommand implements Callable<Integer> {

  @Mixin private StoreOptions options = new StoreOptions();

  @Parameters(
      paramLabel = "ID|DIR",
      description = "A checkpoint of the store, or the directory of one.")
  private String checkpoint = "";

  @Option(
      names = "--sha256",
      paramLabel = "HEX",
      description = "What was announced as the SHA-256 of its manifest.")
  private @Nullable String announced;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Path directory = Path.of(checkpoint);
    return Files.isDirectory(directory)
        ? verify(directory, announced)
        : options.with(MillraceCommand.options(spec).load().config(), this::verify);
  }

  private int verify(ModelCheckpoints checkpoints) throws IOException {
    Optional<Path> here = directoryOf(checkpoints);
    if (here.isPresent()) {
      return verify(here.get(), announced);
    }
    StoredCheckpoint stored = checkpoints.named(checkpoint);
    try {
      return checkpoints.fetched(stored, directory -> verify(directory, announced));
    } catch (CheckpointException e) {
      spec.commandLine().getErr().println("millrace: " + e.getMessage());
      return ExitCode.USAGE;
    }
  }

  /** Where a whole id lies in a file store, listed or not: what is not listed has a fault. */
  private Optional<Path> directoryOf(ModelCheckpoints checkpoints) {
    if (!CheckpointId.isId(checkpoint)) {
      return Optional.empty();
    }
    URI uri = checkpoints.store().uriOf(checkpoints.model(), new CheckpointId(checkpoint));
    return Optional.of(uri)
        .filter(place -> "file".equals(place.getScheme()))
        .map(Path::of)
        .filter(Files::isDirectory);
  }

  private int verify(Path directory, @Nullable String sha256) {
    Verification verification = Verification.of(directory, sha256);
    Checkpoint sound = verification.checkpoint();
    List<Fault> faults = sound == null ? verification.faults() : UsabilityCheck.of(sound);
    faults.forEach(fault -> spec.commandLine().getErr().println("millrace: " + fault.text()));
    if (sound == null || !faults.isEmpty()) {
      return ExitCode.USAGE;
    }
    spec.commandLine()
        .getOut()
        .printf(
            "%s of %s is sound: %d files, %,d bytes, manifest %s%n",
            sound.record().id(),
            sound.record().model(),
            sound.record().files().size(),
            sound.record().bytes(),
            sound.sha256());
    return ExitCode.OK;
  }
}
