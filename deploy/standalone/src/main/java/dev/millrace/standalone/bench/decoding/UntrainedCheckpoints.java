package dev.millrace.standalone.bench.decoding;

import dev.millrace.checkpoint.BaseModel;
import dev.millrace.checkpoint.CheckpointKind;
import dev.millrace.checkpoint.CheckpointLayout;
import dev.millrace.checkpoint.RunRecord;
import dev.millrace.checkpoint.SourcePosition;
import dev.millrace.checkpoint.TrainingProgress;
import dev.millrace.checkpoint.TrainingSetup;
import dev.millrace.checkpoint.store.CheckpointStore;
import dev.millrace.checkpoint.store.CheckpointWriter;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Checkpoints of a model that nobody trained, as a trainer would publish them. */
public final class UntrainedCheckpoints {

  /** Name of the model. */
  public static final String MODEL = "bench";

  private final CheckpointStore store;
  private final Path model;

  /**
   * @param store where they go
   * @param model directory of the model that each of them holds
   */
  public UntrainedCheckpoints(CheckpointStore store, Path model) {
    this.store = store;
    this.model = model;
  }

  /**
   * Publishes one.
   *
   * @param step that its id begins with
   * @throws IOException if it cannot be written
   */
  public StoredCheckpoint publish(long step) throws IOException {
    TrainingSetup setup =
        new TrainingSetup(
            BaseModel.of(model),
            CheckpointKind.FULL,
            "none",
            new TreeMap<>(),
            new TreeMap<>(),
            step);
    TrainingProgress progress =
        new TrainingProgress(step, 0, new SourcePosition.InFiles(1, step), Duration.ZERO);
    return new CheckpointWriter(store)
        .write(RunRecord.of(MODEL, null, Instant.now(), setup, progress), List.of(this::copyModel));
  }

  private void copyModel(Path checkpoint) throws IOException {
    Path folder = Files.createDirectory(checkpoint.resolve(CheckpointLayout.MODEL));
    try (Stream<Path> files = Files.list(model)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(String.valueOf(file.getFileName())));
      }
    }
  }
}
