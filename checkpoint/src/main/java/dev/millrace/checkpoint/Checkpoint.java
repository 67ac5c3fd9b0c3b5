package dev.millrace.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint on disk whose files are what its manifest says.
 *
 * @param directory that it is
 * @param record content of its manifest
 * @param sha256 of the manifest
 */
public record Checkpoint(Path directory, RunRecord record, String sha256) {

  /**
   * Verifies a directory, every byte of it.
   *
   * @param directory of a checkpoint
   * @param announcedSha256 the sum of its manifest that was announced; null if none was
   * @throws CheckpointException with every fault
   */
  public static Checkpoint open(Path directory, @Nullable String announcedSha256) {
    Verification verification = Verification.of(directory, announcedSha256);
    Checkpoint checkpoint = verification.checkpoint();
    if (checkpoint == null) {
      List<Fault> faults = verification.faults();
      throw new CheckpointException(
          "%s is not to be trusted: %s"
              .formatted(
                  directory, faults.stream().map(Fault::text).collect(Collectors.joining("; "))));
    }
    return checkpoint;
  }

  /** The directory with the weights: a full model's, or an adapter's. */
  public Path weights() {
    return directory.resolve(record.setup().kind().folder());
  }

  /** A file or folder of it, see {@link CheckpointLayout}. */
  public Path resolve(String path) {
    return directory.resolve(path);
  }
}
