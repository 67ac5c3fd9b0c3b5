package dev.millrace.serving.language;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Copies of checkpoints on this machine. What is in use has been read; copies save a download. */
final class CheckpointCache {

  private final Path directory;

  CheckpointCache(Path directory) {
    this.directory = directory;
  }

  /** Deletes the copies beside one of them; does nothing to checkpoints that lie elsewhere. */
  void keepOnly(Path checkpoint) throws IOException {
    Path folder = checkpoint.resolveSibling("");
    if (!checkpoint.startsWith(directory) || !Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> copies = Files.list(folder)) {
      for (Path copy : copies.filter(other -> !other.equals(checkpoint)).toList()) {
        delete(copy);
      }
    }
  }

  private static void delete(Path copy) throws IOException {
    try (Stream<Path> paths = Files.walk(copy)) {
      List<Path> insideFirst = paths.sorted(Comparator.reverseOrder()).toList();
      for (Path path : insideFirst) {
        Files.deleteIfExists(path);
      }
    }
  }
}
