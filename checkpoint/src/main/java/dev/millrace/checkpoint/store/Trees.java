package dev.millrace.checkpoint.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories with all that is in them. */
final class Trees {

  private Trees() {}

  /** Everything inside and the directory itself, what is inside first. */
  static List<Path> contents(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.sorted(Comparator.reverseOrder()).toList();
    }
  }

  /** Deletes a directory, if it is there. */
  static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      for (Path path : contents(directory)) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** Copies a directory's files to another one, which is made. */
  static void copy(Path source, Path target) throws IOException {
    try (Stream<Path> paths = Files.walk(source)) {
      for (Path path : paths.toList()) {
        Path place = target.resolve(source.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(place);
        } else {
          Files.copy(path, place);
        }
      }
    }
  }

  /** Forces a directory's own entries to the disk: a renamed file is safe after this only. */
  static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
