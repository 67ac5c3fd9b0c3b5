package dev.millrace.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The stores on this machine's disk: a copy, which Kafka Streams restores from the broker. */
public final class LocalState {

  /** Kafka Streams holds a lock on it as long as an application uses the directory. */
  private static final String LOCK_FILE = ".lock";

  private LocalState() {}

  /**
   * Where topologies have left stores.
   *
   * @param settings name the applications
   * @param stateDir their state directory, as it is reached from here
   */
  public static List<Path> directories(StreamsSettings settings, Path stateDir) {
    return Arrays.stream(TopologyName.values())
        .map(topology -> stateDir.resolve(settings.applicationId(topology)))
        .filter(Files::exists)
        .toList();
  }

  /**
   * Deletes local stores; the next start restores them from the broker.
   *
   * @param directories of {@link #directories}
   * @throws IllegalStateException if a process uses one of them; then nothing is deleted
   * @throws UncheckedIOException if a file cannot be deleted
   */
  public static void reset(List<Path> directories) {
    directories.forEach(LocalState::requireUnused);
    directories.forEach(LocalState::deleteTree);
  }

  private static void requireUnused(Path directory) {
    Path file = directory.resolve(LOCK_FILE);
    if (!Files.exists(file)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw inUse(directory, null);
      }
    } catch (OverlappingFileLockException ofThisProcess) {
      throw inUse(directory, ofThisProcess);
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot tell whether anybody uses " + directory, failure);
    }
  }

  private static IllegalStateException inUse(
      Path directory, @Nullable OverlappingFileLockException cause) {
    return new IllegalStateException(
        "%s is in use: stop streams on this machine first".formatted(directory), cause);
  }

  private static void deleteTree(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot delete the state in " + directory, failure);
    }
  }
}
