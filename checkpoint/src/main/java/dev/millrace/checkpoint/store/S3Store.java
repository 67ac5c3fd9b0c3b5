package dev.millrace.checkpoint.store;

import dev.millrace.checkpoint.Checkpoint;
import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.checkpoint.CheckpointFile;
import dev.millrace.checkpoint.CheckpointId;
import dev.millrace.checkpoint.CheckpointLayout;
import dev.millrace.checkpoint.Manifest;
import dev.millrace.checkpoint.RunRecord;
import dev.millrace.checkpoint.Sha256;
import dev.millrace.model.files.DirectoryDraft;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checkpoints as objects, {@code <prefix>/<model>/<id>/<file>}. The manifest is stored last and
 * deleted first: where there is none, there is no checkpoint.
 */
public final class S3Store implements CheckpointStore {

  private static final Logger LOG = LoggerFactory.getLogger(S3Store.class);

  private final S3Location location;
  private final S3Objects objects;
  private final Workspace workspace;
  private final S3Leftovers leftovers;

  private S3Store(S3Location location, S3Objects objects, Path local, Clock clock) {
    this.location = location;
    this.objects = objects;
    this.workspace = new Workspace(local, clock);
    this.leftovers = new S3Leftovers(objects, clock);
  }

  /**
   * Opens a store; the service is not asked yet.
   *
   * @param address {@code s3://bucket/prefix}
   * @param settings how the service is reached
   * @param local directory in which checkpoints are written before they are uploaded; what killed
   *     processes left there is deleted
   * @throws IllegalArgumentException if the address has another form or a variable of the
   *     credentials is not set
   * @throws IOException if the directory cannot be read
   */
  public static S3Store open(URI address, S3Settings settings, Path local) throws IOException {
    S3Location location = S3Location.of(address);
    S3Objects objects = S3Objects.open(settings, location.bucket(), System.getenv());
    return open(location, objects, local, Clock.systemUTC());
  }

  static S3Store open(S3Location location, S3Objects objects, Path local, Clock clock)
      throws IOException {
    S3Store store = new S3Store(location, objects, local, clock);
    store.workspace.sweep();
    return store;
  }

  @Override
  public Path workspace() throws IOException {
    return workspace.own();
  }

  @Override
  public CheckpointReference publish(Path directory) throws IOException {
    Checkpoint checkpoint = Checkpoint.open(directory, null);
    CheckpointReference reference = reference(checkpoint);
    Optional<byte[]> there = manifest(reference);
    if (there.isEmpty()) {
      upload(checkpoint, reference);
    } else if (!Sha256.of(there.get()).equals(reference.sha256())) {
      throw new CheckpointException(
          "%s holds another checkpoint of the same id already".formatted(reference.uri()));
    }
    Trees.delete(directory);
    return reference;
  }

  @Override
  public Path fetch(CheckpointReference reference, Path cache) throws IOException {
    requireInside(reference);
    Path place = cache.resolve(reference.model()).resolve(reference.id().value());
    if (Files.isDirectory(place)) {
      try {
        return Checkpoint.open(place, reference.sha256()).directory();
      } catch (CheckpointException e) {
        LOG.warn("fetching again what the cache holds, reason={}", e.getMessage());
      }
    }
    download(reference, place);
    return place;
  }

  @Override
  public List<StoredCheckpoint> list(String model) throws IOException {
    List<StoredCheckpoint> found = new ArrayList<>();
    for (String name : objects.folders(location.keys(model))) {
      if (CheckpointId.isId(name)) {
        read(model, new CheckpointId(name)).ifPresent(found::add);
      }
    }
    return found;
  }

  @Override
  public List<String> models() throws IOException {
    return objects.folders(location.prefix());
  }

  @Override
  public void delete(CheckpointReference reference) throws IOException {
    requireInside(reference);
    String keys = location.keys(reference.model(), reference.id());
    objects.delete(keys + CheckpointLayout.MANIFEST);
    for (S3Objects.Entry entry : objects.entries(keys)) {
      objects.delete(entry.key());
    }
  }

  @Override
  public byte[] content(CheckpointReference reference, String path) throws IOException {
    requireInside(reference);
    return objects
        .read(location.keys(reference.model(), reference.id()) + path)
        .orElseThrow(
            () -> new CheckpointException("There is no %s/%s".formatted(reference.uri(), path)));
  }

  @Override
  public void probe() throws IOException {
    Files.delete(Files.createTempFile(workspace(), "probe", ""));
    String key = location.prefix() + "probe-" + UUID.randomUUID();
    objects.put(key, new byte[0]);
    objects.delete(key);
  }

  @Override
  public URI uriOf(String model, CheckpointId id) {
    return location.uri(model, id);
  }

  @Override
  public void close() {
    objects.close();
  }

  private CheckpointReference reference(Checkpoint checkpoint) {
    RunRecord record = checkpoint.record();
    return new CheckpointReference(
        record.model(), record.id(), uriOf(record.model(), record.id()), checkpoint.sha256());
  }

  private Optional<byte[]> manifest(CheckpointReference reference) throws IOException {
    return objects.read(
        location.keys(reference.model(), reference.id()) + CheckpointLayout.MANIFEST);
  }

  private void upload(Checkpoint checkpoint, CheckpointReference reference) throws IOException {
    leftovers.sweep(location.keys(reference.model()));
    String keys = location.keys(reference.model(), reference.id());
    for (CheckpointFile file : checkpoint.record().files()) {
      objects.put(keys + file.path(), checkpoint.resolve(file.path()));
    }
    objects.put(keys + CheckpointLayout.MANIFEST, checkpoint.resolve(CheckpointLayout.MANIFEST));
  }

  private void download(CheckpointReference reference, Path place) throws IOException {
    byte[] manifest =
        manifest(reference)
            .orElseThrow(
                () -> new CheckpointException("There is no checkpoint at " + reference.uri()));
    String sha256 = Sha256.of(manifest);
    if (!sha256.equals(reference.sha256())) {
      throw new CheckpointException(
          "%s is not to be trusted: the SHA-256 of its manifest is %s, announced was %s"
              .formatted(reference.uri(), sha256, reference.sha256()));
    }
    RunRecord record = Manifest.read(manifest, reference.uri() + "/" + CheckpointLayout.MANIFEST);
    try (DirectoryDraft draft = DirectoryDraft.of(place)) {
      Files.write(draft.path().resolve(CheckpointLayout.MANIFEST), manifest);
      for (CheckpointFile file : record.files()) {
        download(reference, file, draft.path().resolve(file.path()));
      }
      Checkpoint.open(draft.path(), reference.sha256());
      draft.commit();
    }
  }

  private void download(CheckpointReference reference, CheckpointFile file, Path target)
      throws IOException {
    Files.createDirectories(target.resolveSibling(""));
    objects.download(location.keys(reference.model(), reference.id()) + file.path(), target);
  }

  private Optional<StoredCheckpoint> read(String model, CheckpointId id) throws IOException {
    Optional<byte[]> content = objects.read(location.keys(model, id) + CheckpointLayout.MANIFEST);
    return content.flatMap(
        bytes -> StoredCheckpoint.read(bytes, new Place(model, id, uriOf(model, id))));
  }
}
