package dev.millrace.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Something that a checkpoint holds: weights, the optimiser's state, the reservoir. Whoever knows
 * it writes it.
 */
@FunctionalInterface
public interface CheckpointPart {

  /**
   * Writes the part's files.
   *
   * @param directory of the checkpoint; a part writes under names of its own, see {@link
   *     CheckpointLayout}
   * @throws IOException if it cannot be written; the checkpoint is given up
   */
  void write(Path directory) throws IOException;
}
