package dev.millrace.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares a directory with its manifest, and the manifest with what was announced: one chain of
 * sums from the topic to every byte.
 */
public final class Verification {

  private final Path directory;
  private final @Nullable String announced;
  private final List<Fault> faults = new ArrayList<>();
  private @Nullable Checkpoint checkpoint;

  private Verification(Path directory, @Nullable String announced) {
    this.directory = directory;
    this.announced = announced;
  }

  /**
   * Reads all files once.
   *
   * @param directory of a checkpoint
   * @param announcedSha256 the sum of its manifest that was announced; null if none was
   * @throws UncheckedIOException if a file cannot be read
   */
  public static Verification of(Path directory, @Nullable String announcedSha256) {
    Verification verification = new Verification(directory, announcedSha256);
    try {
      verification.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return verification;
  }

  /** All that is wrong; empty when nothing is. */
  public List<Fault> faults() {
    return List.copyOf(faults);
  }

  /** The checkpoint, or null if anything is wrong with it. */
  public @Nullable Checkpoint checkpoint() {
    return checkpoint;
  }

  private void run() throws IOException {
    Path file = directory.resolve(CheckpointLayout.MANIFEST);
    if (!Files.isRegularFile(file)) {
      faults.add(new Fault.NoManifest());
      return;
    }
    byte[] content = Files.readAllBytes(file);
    String sha256 = Sha256.of(content);
    if (announced != null && !announced.equals(sha256)) {
      faults.add(new Fault.OtherManifest(announced, sha256));
    }
    RunRecord record = read(content);
    if (record != null) {
      compare(record);
      checkpoint = faults.isEmpty() ? new Checkpoint(directory, record, sha256) : null;
    }
  }

  private @Nullable RunRecord read(byte[] content) {
    try {
      return Manifest.read(content, CheckpointLayout.MANIFEST);
    } catch (CheckpointException e) {
      faults.add(new Fault.UnreadableManifest(String.valueOf(e.getMessage())));
      return null;
    }
  }

  private void compare(RunRecord record) throws IOException {
    Set<String> strangers = new HashSet<>(FileList.paths(directory));
    strangers.remove(CheckpointLayout.MANIFEST);
    for (CheckpointFile expected : record.files()) {
      if (strangers.remove(expected.path())) {
        compare(expected);
      } else {
        faults.add(new Fault.MissingFile(expected.path()));
      }
    }
    faults.addAll(
        strangers.stream().sorted().map(Fault.ExtraFile::new).collect(Collectors.toList()));
  }

  private void compare(CheckpointFile expected) throws IOException {
    Path file = directory.resolve(expected.path());
    long size = Files.size(file);
    if (size != expected.bytes()) {
      faults.add(new Fault.OtherSize(expected.path(), expected.bytes(), size));
      return;
    }
    String sha256 = Sha256.of(file);
    if (!sha256.equals(expected.sha256())) {
      faults.add(new Fault.OtherContent(expected.path(), expected.sha256(), sha256));
    }
  }
}
