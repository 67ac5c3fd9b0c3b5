package dev.millrace.standalone.cli;

import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.checkpoint.store.CheckpointStore;
import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.standalone.doctor.Causes;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which checkpoints a command is about. */
final class StoreOptions {

  @Option(
      names = "--store",
      paramLabel = "ADDRESS",
      description = {
        "s3://BUCKET/PREFIX, file:/DIRECTORY or a directory; by default checkpoints.store of the",
        "configuration, which is the folder checkpoints of the data folder."
      })
  private Optional<String> store = Optional.empty();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "The model whose checkpoints are meant; not needed if the store holds one only.")
  private Optional<String> model = Optional.empty();

  /** Something that is done with an open store. */
  @FunctionalInterface
  interface Work<T> {
    T on(ModelCheckpoints checkpoints) throws IOException;
  }

  /**
   * Opens the store, does the work and closes it.
   *
   * @throws UsageException if there is no such store or model
   * @throws CheckpointException if the store fails
   */
  <T> T with(MillraceConfig config, Work<T> work) {
    try (CheckpointStore open = open(config)) {
      String name = model.isPresent() ? model.get() : onlyModel(open);
      return work.on(new ModelCheckpoints(open, name));
    } catch (IOException e) {
      throw new CheckpointException("The store cannot be used: " + reason(e), e);
    }
  }

  /** A file system's message is the path alone. */
  private static String reason(IOException failure) {
    return failure instanceof FileSystemException
        ? failure.toString()
        : String.valueOf(failure.getMessage());
  }

  /**
   * Opens the store of the configuration, to be closed by the caller.
   *
   * @throws UsageException if it cannot be opened
   */
  static CheckpointStore openConfigured(MillraceConfig config) {
    try {
      return config.checkpoints().open(config.dataDir());
    } catch (IllegalArgumentException | IOException e) {
      throw new UsageException("checkpoints.store: " + Causes.of(e));
    }
  }

  private CheckpointStore open(MillraceConfig config) throws IOException {
    try {
      return store.isPresent()
          ? config.checkpoints().withStore(address(store.get())).open(config.dataDir())
          : config.checkpoints().open(config.dataDir());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** A directory on the command line is where the shell says, not in the data folder. */
  private static String address(String given) {
    return given.contains(":") ? given : Path.of(given).toAbsolutePath().toString();
  }

  private static String onlyModel(CheckpointStore open) throws IOException {
    List<String> models = open.models();
    if (models.size() == 1) {
      return models.get(0);
    }
    throw new UsageException(
        models.isEmpty()
            ? "There are no checkpoints in the store"
            : "Pass --model, one of " + String.join(", ", models));
  }
}
