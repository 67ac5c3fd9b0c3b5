package dev.millrace.checkpoint.store;

import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.checkpoint.Manifest;
import dev.millrace.checkpoint.RunRecord;
import dev.millrace.checkpoint.Sha256;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A checkpoint that a store holds.
 *
 * @param reference where it lies
 * @param record content of its manifest
 */
public record StoredCheckpoint(CheckpointReference reference, RunRecord record) {

  private static final Logger LOG = LoggerFactory.getLogger(StoredCheckpoint.class);

  /**
   * @throws CheckpointException if the manifest is that of another checkpoint
   */
  public StoredCheckpoint {
    if (!record.model().equals(reference.model()) || !record.id().equals(reference.id())) {
      throw new CheckpointException(
          "%s: the manifest of checkpoint %s of %s lies where that of %s of %s belongs"
              .formatted(
                  reference.uri(), record.id(), record.model(), reference.id(), reference.model()));
    }
  }

  /** What a place holds whose manifest was read; empty, and a warning, if it cannot be one. */
  static Optional<StoredCheckpoint> read(byte[] manifest, Place place) {
    try {
      RunRecord record = Manifest.read(manifest, place.uri() + "/manifest.json");
      return Optional.of(
          new StoredCheckpoint(
              new CheckpointReference(place.model(), place.id(), place.uri(), Sha256.of(manifest)),
              record));
    } catch (CheckpointException e) {
      LOG.warn("not listed, because its manifest cannot be used, reason={}", e.getMessage());
      return Optional.empty();
    }
  }
}
