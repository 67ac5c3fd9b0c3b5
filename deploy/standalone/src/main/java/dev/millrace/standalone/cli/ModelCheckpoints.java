package dev.millrace.standalone.cli;

import dev.millrace.checkpoint.store.CheckpointStore;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The checkpoints of one model in an open store.
 *
 * @param store that holds them
 * @param model their model
 */
record ModelCheckpoints(CheckpointStore store, String model) {

  /** All of them, by id. */
  List<StoredCheckpoint> all() throws IOException {
    try {
      return store.list(model);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The one that an id or its beginning names.
   *
   * @throws UsageException if there is none, or more than one
   */
  StoredCheckpoint named(String beginning) throws IOException {
    List<StoredCheckpoint> all = all();
    List<StoredCheckpoint> found =
        all.stream().filter(stored -> id(stored).startsWith(beginning)).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new UsageException(
        found.isEmpty()
            ? "There is no checkpoint %s of %s; %s".formatted(beginning, model, known(all))
            : "%s could be any of %s"
                .formatted(beginning, found.stream().map(ModelCheckpoints::id).toList()));
  }

  /**
   * Brings one here, verifies it and uses it as long as it is here.
   *
   * @throws dev.millrace.checkpoint.CheckpointException with every fault
   */
  <T> T fetched(StoredCheckpoint stored, Function<Path, T> use) throws IOException {
    Path cache = Files.createTempDirectory("millrace-checkpoint-");
    try {
      return use.apply(store.fetch(stored.reference(), cache));
    } finally {
      try (Stream<Path> copies = Files.walk(cache)) {
        for (Path copy : copies.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(copy);
        }
      }
    }
  }

  /**
   * Brings one here and verifies it.
   *
   * @throws dev.millrace.checkpoint.CheckpointException with every fault
   */
  void verify(StoredCheckpoint stored) throws IOException {
    fetched(stored, Function.identity());
  }

  private static String known(List<StoredCheckpoint> all) {
    return all.isEmpty()
        ? "the store holds none of this model"
        : "the newest is " + id(all.get(all.size() - 1));
  }

  private static String id(StoredCheckpoint stored) {
    return stored.reference().id().value();
  }
}
