package dev.millrace.serving.language;

import dev.millrace.checkpoint.store.CheckpointStore;
import java.nio.file.Path;

/**
 * Where serving finds checkpoints.
 *
 * @param store that the trainer writes to; stays the caller's
 * @param cache directory for copies of what lies elsewhere, of this process alone
 */
public record CheckpointAccess(CheckpointStore store, Path cache) {}
