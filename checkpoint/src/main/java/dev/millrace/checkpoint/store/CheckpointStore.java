package dev.millrace.checkpoint.store;

import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.checkpoint.CheckpointFile;
import dev.millrace.checkpoint.CheckpointId;
import dev.millrace.checkpoint.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Keeps complete checkpoints. What is announced must first have been published here, and what is
 * fetched is verified against what was announced. May be used by several threads and processes.
 */
public interface CheckpointStore extends AutoCloseable {

  /**
   * A directory of this process in which a checkpoint may be written before it is published; what a
   * killed process left in its own is deleted when the store is opened.
   *
   * @throws IOException if it cannot be made
   */
  Path workspace() throws IOException;

  /**
   * Takes a checkpoint over: its directory is moved or copied, and gone afterwards. Publishing
   * again what is in the store already changes nothing.
   *
   * @param directory a complete checkpoint
   * @throws CheckpointException if it is not to be trusted, or another one has its id already
   * @throws IOException if it cannot be stored; then it is not listed
   */
  CheckpointReference publish(Path directory) throws IOException;

  /**
   * Brings a checkpoint here and verifies every byte of it.
   *
   * @param reference as announced
   * @param cache where to keep copies; a checkpoint that is there is verified, not fetched again
   * @return its directory, not to be changed
   * @throws CheckpointException if it does not lie in this store, is not there, or is not what was
   *     announced
   * @throws IOException if it cannot be read
   */
  Path fetch(CheckpointReference reference, Path cache) throws IOException;

  /**
   * The complete checkpoints of a model, by id. Their manifests were read, their other files not.
   *
   * @throws IOException if the store cannot be read
   */
  List<StoredCheckpoint> list(String model) throws IOException;

  /**
   * Names of the models that have checkpoints here, in order.
   *
   * @throws IOException if the store cannot be read
   */
  List<String> models() throws IOException;

  /**
   * Removes a checkpoint; one that is not there is no error. It is not listed any more from the
   * beginning of its removal.
   *
   * @throws CheckpointException if it does not lie in this store
   * @throws IOException if it cannot be removed
   */
  void delete(CheckpointReference reference) throws IOException;

  /**
   * The content of a file, which nobody has verified yet.
   *
   * @param path inside the checkpoint
   * @throws CheckpointException if the checkpoint does not lie in this store, or has no such file
   * @throws IOException if it cannot be read
   */
  byte[] content(CheckpointReference reference, String path) throws IOException;

  /**
   * One file of a checkpoint, as its manifest vouches for it; the others are not touched.
   *
   * @param stored as it was listed
   * @param path inside the checkpoint
   * @return empty if it has none of that name
   * @throws CheckpointException if it is not what the manifest says
   * @throws IOException if it cannot be read
   */
  default Optional<byte[]> read(StoredCheckpoint stored, String path) throws IOException {
    for (CheckpointFile file : stored.record().files()) {
      if (file.path().equals(path)) {
        byte[] content = content(stored.reference(), path);
        if (!Sha256.of(content).equals(file.sha256())) {
          throw new CheckpointException(
              "%s/%s is not what its manifest says".formatted(stored.reference().uri(), path));
        }
        return Optional.of(content);
      }
    }
    return Optional.empty();
  }

  /**
   * Stores something, and takes it away again.
   *
   * @throws IOException if nothing can be published here
   */
  void probe() throws IOException;

  /** Where a checkpoint lies, or would lie. */
  URI uriOf(String model, CheckpointId id);

  /**
   * One checkpoint of a model.
   *
   * @throws IOException if the store cannot be read
   */
  default Optional<StoredCheckpoint> find(String model, CheckpointId id) throws IOException {
    return list(model).stream().filter(stored -> stored.reference().id().equals(id)).findFirst();
  }

  /**
   * Refuses what is announced from elsewhere.
   *
   * @throws CheckpointException if a reference does not point to where this store keeps that
   *     checkpoint
   */
  default void requireInside(CheckpointReference reference) {
    URI own = uriOf(reference.model(), reference.id());
    if (!reference.uri().equals(own)) {
      throw new CheckpointException(
          "Checkpoint %s of %s is announced at %s; this store keeps it at %s and reads nothing else"
              .formatted(reference.id(), reference.model(), reference.uri(), own));
    }
  }

  /** Closes connections. */
  @Override
  void close();
}
