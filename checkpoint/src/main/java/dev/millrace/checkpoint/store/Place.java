package dev.millrace.checkpoint.store;

import dev.millrace.checkpoint.CheckpointId;
import java.net.URI;

/**
 * Where a store keeps a checkpoint, or would keep it.
 *
 * @param model that it is of
 * @param id of the checkpoint
 * @param uri of the place
 */
record Place(String model, CheckpointId id, URI uri) {}
