package dev.millrace.checkpoint;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The regular files under a directory, at any depth. */
final class FileList {

  private FileList() {}

  /** Paths inside the directory with slashes, in order. */
  static List<String> paths(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString().replace(File.separatorChar, '/'))
          .sorted()
          .toList();
    }
  }

  /** All files with their sizes and sums, ordered by path. */
  static List<CheckpointFile> of(Path directory) throws IOException {
    List<CheckpointFile> list = new ArrayList<>();
    for (String path : paths(directory)) {
      Path file = directory.resolve(path);
      list.add(new CheckpointFile(path, Files.size(file), Sha256.of(file)));
    }
    return list;
  }
}
