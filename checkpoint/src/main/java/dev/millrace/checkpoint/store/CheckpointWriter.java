package dev.millrace.checkpoint.store;

import dev.millrace.checkpoint.CheckpointDraft;
import dev.millrace.checkpoint.CheckpointPart;
import dev.millrace.checkpoint.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes checkpoints into a store: what comes back may be announced. */
public final class CheckpointWriter {

  private final CheckpointStore store;

  /**
   * @param store where checkpoints go; stays the caller's
   */
  public CheckpointWriter(CheckpointStore store) {
    this.store = store;
  }

  /**
   * Writes all parts and the manifest, then publishes.
   *
   * @param record without its files
   * @param parts what the checkpoint holds, written in this order
   * @throws IOException if a part cannot be written or the store does not take it; nothing is
   *     published then
   */
  public StoredCheckpoint write(RunRecord record, List<CheckpointPart> parts) throws IOException {
    Path directory = store.workspace().resolve(record.id().value());
    try {
      RunRecord complete = fill(directory, record, parts);
      return new StoredCheckpoint(store.publish(directory), complete);
    } finally {
      Trees.delete(directory);
    }
  }

  private static RunRecord fill(Path directory, RunRecord record, List<CheckpointPart> parts)
      throws IOException {
    try (CheckpointDraft draft = CheckpointDraft.of(directory)) {
      for (CheckpointPart part : parts) {
        draft.add(part);
      }
      return draft.commit(record).record();
    }
  }
}
