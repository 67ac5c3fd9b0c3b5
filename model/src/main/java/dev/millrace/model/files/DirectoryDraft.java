package dev.millrace.model.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A directory that is filled under another name beside its place and renamed when it is complete.
 * Who is killed on the way leaves the place as it was, and a hidden directory beside it.
 */
public final class DirectoryDraft implements AutoCloseable {

  private final Path target;
  private final Path draft;

  private DirectoryDraft(Path target, Path draft) {
    this.target = target;
    this.draft = draft;
  }

  /**
   * Begins an empty draft.
   *
   * @param target the place; missing parents are made
   * @throws IOException if the draft cannot be made
   */
  public static DirectoryDraft of(Path target) throws IOException {
    Path place = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath().normalize();
    Path parent = place.getParent();
    if (parent == null) {
      throw new IOException(place + " has no directory that it lies in");
    }
    Files.createDirectories(parent);
    return new DirectoryDraft(place, Files.createDirectory(beside(place, "draft")));
  }

  /** Where to write. */
  public Path path() {
    return draft;
  }

  /**
   * Puts the draft in its place; what was there is deleted.
   *
   * @throws IOException if it cannot be; the place holds what it held
   */
  public void commit() throws IOException {
    for (Path path : contents(draft)) {
      force(path);
    }
    if (Files.exists(target)) {
      replace();
    } else {
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }
    force(target.resolveSibling(""));
  }

  private void replace() throws IOException {
    Path old = beside(target, "old");
    Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
    delete(old);
  }

  /** Deletes the draft, unless it was committed. */
  @Override
  public void close() throws IOException {
    if (Files.exists(draft)) {
      delete(draft);
    }
  }

  /**
   * What is renamed must be on the disk, the names in its directories too, or a power cut would
   * leave an empty model.
   */
  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path beside(Path place, String what) {
    return place.resolveSibling(
        ".%s.%s-%s".formatted(place.getFileName(), what, UUID.randomUUID()));
  }

  private static void delete(Path directory) throws IOException {
    for (Path path : contents(directory)) {
      Files.delete(path);
    }
  }

  /** Everything inside and the directory itself, what is inside first. */
  private static List<Path> contents(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
