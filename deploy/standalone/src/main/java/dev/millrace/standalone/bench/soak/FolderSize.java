package dev.millrace.standalone.bench.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Adds up the files below a folder while others write and delete them. */
final class FolderSize extends SimpleFileVisitor<Path> {

  private long bytes;

  private FolderSize() {}

  /** Bytes of all files; 0 where there is no such folder. */
  static long of(Path folder) {
    FolderSize size = new FolderSize();
    try {
      Files.walkFileTree(folder, size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return size.bytes;
  }

  /** A broker takes the greatest possible size for its newest indexes, and uses little of it. */
  private static boolean isSparse(Path file) {
    String name = file.toString();
    return name.endsWith(".index") || name.endsWith(".timeindex");
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    bytes += isSparse(file) ? 0 : attributes.size();
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    if (failure instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw failure;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
      throws IOException {
    return failure == null || failure instanceof NoSuchFileException
        ? FileVisitResult.CONTINUE
        : super.postVisitDirectory(folder, failure);
  }
}
