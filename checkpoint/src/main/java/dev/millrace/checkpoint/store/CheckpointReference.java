package dev.millrace.checkpoint.store;

import dev.millrace.checkpoint.CheckpointId;
import dev.millrace.checkpoint.RunRecord;
import dev.millrace.checkpoint.Sha256;
import java.net.URI;

/**
 * What is announced of a checkpoint, and enough to fetch and verify it.
 *
 * @param model that it is of
 * @param id of the checkpoint
 * @param uri where it lies
 * @param sha256 of its manifest, in hexadecimal
 */
public record CheckpointReference(String model, CheckpointId id, URI uri, String sha256) {

  /**
   * @throws IllegalArgumentException if the model cannot have this name or the sum another form
   */
  public CheckpointReference {
    RunRecord.checkModelName(model);
    Sha256.check("checkpoint " + id, sha256);
  }
}
