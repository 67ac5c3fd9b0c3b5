package dev.millrace.checkpoint.store;

import dev.millrace.checkpoint.Checkpoint;
import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.checkpoint.CheckpointId;
import dev.millrace.checkpoint.CheckpointLayout;
import dev.millrace.checkpoint.RunRecord;
import dev.millrace.model.files.DirectoryDraft;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Checkpoints as directories, {@code <root>/<model>/<id>}; a renaming is what makes one appear. The
 * file system may be shared between hosts.
 */
public final class FileStore implements CheckpointStore {

  private static final String WORKSPACE = ".workspace";

  private final Path root;
  private final Workspace workspace;

  private FileStore(Path root, Workspace workspace) {
    this.root = root;
    this.workspace = workspace;
  }

  /**
   * Opens a store and deletes what killed writers left in it.
   *
   * @param root its directory; made when something is published
   * @throws IOException if it cannot be read
   */
  public static FileStore open(Path root) throws IOException {
    return open(root, Clock.systemUTC());
  }

  static FileStore open(Path root, Clock clock) throws IOException {
    Path place = root.toAbsolutePath().normalize();
    Workspace workspace = new Workspace(place.resolve(WORKSPACE), clock);
    workspace.sweep();
    return new FileStore(place, workspace);
  }

  @Override
  public Path workspace() throws IOException {
    return workspace.own();
  }

  @Override
  public CheckpointReference publish(Path directory) throws IOException {
    Checkpoint checkpoint = Checkpoint.open(directory, null);
    RunRecord record = checkpoint.record();
    CheckpointReference reference =
        new CheckpointReference(
            record.model(), record.id(), uriOf(record.model(), record.id()), checkpoint.sha256());
    Path place = place(record.model(), record.id());
    if (Files.exists(place)) {
      requireSame(place, checkpoint);
      Trees.delete(directory);
    } else {
      put(directory, place);
    }
    return reference;
  }

  /** The checkpoint itself, verified: there is nothing to bring. */
  @Override
  public Path fetch(CheckpointReference reference, Path cache) {
    requireInside(reference);
    Path place = place(reference.model(), reference.id());
    if (!Files.isDirectory(place)) {
      throw new CheckpointException("There is no checkpoint at " + reference.uri());
    }
    return Checkpoint.open(place, reference.sha256()).directory();
  }

  @Override
  public List<StoredCheckpoint> list(String model) throws IOException {
    RunRecord.checkModelName(model);
    List<StoredCheckpoint> found = new ArrayList<>();
    for (String name : folders(root.resolve(model), CheckpointId::isId)) {
      read(model, new CheckpointId(name)).ifPresent(found::add);
    }
    return found;
  }

  @Override
  public List<String> models() throws IOException {
    List<String> models = new ArrayList<>();
    for (String name : folders(root, name -> !name.startsWith("."))) {
      if (!folders(root.resolve(name), CheckpointId::isId).isEmpty()) {
        models.add(name);
      }
    }
    return models;
  }

  /** Takes the directory out of sight first: a half-deleted checkpoint is never seen. */
  @Override
  public void delete(CheckpointReference reference) throws IOException {
    requireInside(reference);
    Path place = place(reference.model(), reference.id());
    Path doomed = workspace().resolve("deleted-" + reference.model() + "-" + reference.id());
    try {
      Files.move(place, doomed, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return;
    }
    Trees.delete(doomed);
  }

  @Override
  public byte[] content(CheckpointReference reference, String path) throws IOException {
    requireInside(reference);
    try {
      return Files.readAllBytes(place(reference.model(), reference.id()).resolve(path));
    } catch (NoSuchFileException e) {
      throw new CheckpointException("There is no %s/%s".formatted(reference.uri(), path), e);
    }
  }

  @Override
  public void probe() throws IOException {
    Files.delete(Files.createTempFile(workspace(), "probe", ""));
  }

  @Override
  public URI uriOf(String model, CheckpointId id) {
    String uri = place(model, id).toUri().toString();
    return URI.create(uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri);
  }

  @Override
  public void close() {
    // Nothing is held open.
  }

  private Path place(String model, CheckpointId id) {
    RunRecord.checkModelName(model);
    return root.resolve(model).resolve(id.value());
  }

  private static void requireSame(Path place, Checkpoint checkpoint) {
    Checkpoint there = Checkpoint.open(place, null);
    if (!there.sha256().equals(checkpoint.sha256())) {
      throw new CheckpointException(
          "%s holds another checkpoint of the same id already".formatted(place));
    }
  }

  private void put(Path directory, Path place) throws IOException {
    Path parent = Files.createDirectories(place.resolveSibling(""));
    try {
      Files.move(directory, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      copy(directory, place);
    }
    Trees.force(parent);
  }

  /** From another file system: copied beside and forced to the disk, verified, renamed. */
  private void copy(Path directory, Path place) throws IOException {
    Path staged = workspace().resolve("copy-" + place.getFileName());
    try (DirectoryDraft draft = DirectoryDraft.of(staged)) {
      Trees.copy(directory, draft.path());
      draft.commit();
    }
    Checkpoint.open(staged, null);
    Files.move(staged, place, StandardCopyOption.ATOMIC_MOVE);
    Trees.delete(directory);
  }

  private Optional<StoredCheckpoint> read(String model, CheckpointId id) throws IOException {
    try {
      byte[] manifest = Files.readAllBytes(place(model, id).resolve(CheckpointLayout.MANIFEST));
      return StoredCheckpoint.read(manifest, new Place(model, id, uriOf(model, id)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static List<String> folders(Path parent, Predicate<String> wanted) throws IOException {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(parent)) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(wanted)
          .sorted()
          .toList();
    }
  }
}
