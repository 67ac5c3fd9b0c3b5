package dev.millrace.checkpoint;

import dev.millrace.model.files.DirectoryDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A checkpoint that is being written: absent under its name until {@link #commit}. */
public final class CheckpointDraft implements AutoCloseable {

  private final Path target;
  private final DirectoryDraft draft;

  private CheckpointDraft(Path target, DirectoryDraft draft) {
    this.target = target;
    this.draft = draft;
  }

  /**
   * Begins an empty checkpoint.
   *
   * @param target the directory that it will be; missing parents are made
   * @throws IOException if the draft cannot be made, or the target is there already
   */
  public static CheckpointDraft of(Path target) throws IOException {
    if (Files.exists(target)) {
      throw new IOException(target + " is there already");
    }
    return new CheckpointDraft(target, DirectoryDraft.of(target));
  }

  /**
   * Writes a part.
   *
   * @throws IOException if it cannot be written
   */
  public void add(CheckpointPart part) throws IOException {
    part.write(draft.path());
  }

  /**
   * Writes the manifest over all files that are there, forces everything to the disk and gives the
   * directory its name.
   *
   * @param record without its files
   * @throws IOException if it cannot be; there is no checkpoint then
   */
  public Checkpoint commit(RunRecord record) throws IOException {
    RunRecord complete = record.withFiles(FileList.of(draft.path()));
    byte[] manifest = Manifest.write(complete);
    Files.write(draft.path().resolve(CheckpointLayout.MANIFEST), manifest);
    draft.commit();
    return new Checkpoint(target, complete, Sha256.of(manifest));
  }

  /** Deletes the draft, unless it was committed. */
  @Override
  public void close() throws IOException {
    draft.close();
  }
}
