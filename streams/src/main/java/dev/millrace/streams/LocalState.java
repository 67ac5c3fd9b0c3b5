package dev.millrace.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The stores on this machine's disk: a copy, which Kafka Streams restores from the broker. */
public final class LocalState {

  private LocalState() {}

  /**
   * Deletes the local stores of all topologies; the next start restores them from the broker. Run
   * it only while no application uses them.
   *
   * @param settings name the directory and the applications
   * @throws UncheckedIOException if a file cannot be deleted
   */
  public static void reset(StreamsSettings settings) {
    for (TopologyName topology : TopologyName.values()) {
      deleteTree(settings.stateDir().resolve(settings.applicationId(topology)));
    }
  }

  private static void deleteTree(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
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
