package dev.millrace.standalone.testsupport;

import dev.millrace.checkpoint.BaseModel;
import dev.millrace.checkpoint.CheckpointKind;
import dev.millrace.checkpoint.CheckpointLayout;
import dev.millrace.checkpoint.CheckpointPart;
import dev.millrace.checkpoint.Measurement;
import dev.millrace.checkpoint.RunRecord;
import dev.millrace.checkpoint.SourcePosition;
import dev.millrace.checkpoint.TrainingProgress;
import dev.millrace.checkpoint.TrainingSetup;
import dev.millrace.checkpoint.promotion.Better;
import dev.millrace.checkpoint.promotion.Comparison;
import dev.millrace.checkpoint.promotion.PromotionPolicy;
import dev.millrace.checkpoint.store.CheckpointWriter;
import dev.millrace.checkpoint.store.FileStore;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import dev.millrace.checkpoint.users.LearnedUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Checkpoints of a model that nobody trained. */
public final class SampleCheckpoints {

  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private final Path root;
  private final Path base;

  /**
   * @param root directory of a store
   * @param base directory of a model, whose files every checkpoint holds
   */
  public SampleCheckpoints(Path root, Path base) {
    this.root = root;
    this.base = base;
  }

  /** Publishes one of the model {@code cds}, promoted if its figure beats popularity's 0.01. */
  public StoredCheckpoint write(long step, double ndcg) throws IOException {
    return write(step, ndcg, List.of());
  }

  private StoredCheckpoint write(long step, double ndcg, List<CheckpointPart> more)
      throws IOException {
    List<CheckpointPart> parts = new ArrayList<>(more);
    parts.add(this::copyBase);
    RunRecord record =
        RunRecord.of("cds", null, START.plusSeconds(step), setup(), progress(step))
            .withMetrics(new TreeMap<>(Map.of("ndcg@10", new Measurement(ndcg, 400))))
            .withPromotion(
                new PromotionPolicy("ndcg@10", Better.HIGHER, 0.05, 2, 1)
                    .first(
                        new Comparison(
                            "ndcg@10", ndcg, 0.01, PromotionPolicy.POPULARITY, 0.001, 400)));
    try (FileStore store = FileStore.open(root)) {
      return new CheckpointWriter(store).write(record, parts);
    }
  }

  /** Publishes one that says from whom it has learned. */
  public StoredCheckpoint write(long step, LearnedUsers users) throws IOException {
    return write(
        step,
        0.05,
        List.of(
            directory -> Files.write(directory.resolve(CheckpointLayout.USERS), users.bytes())));
  }

  private void copyBase(Path directory) throws IOException {
    Path model = Files.createDirectory(directory.resolve(CheckpointLayout.MODEL));
    try (Stream<Path> files = Files.list(base)) {
      for (Path file : files.toList()) {
        Files.copy(file, model.resolve(String.valueOf(file.getFileName())));
      }
    }
  }

  private TrainingSetup setup() throws IOException {
    return new TrainingSetup(
        BaseModel.of(base),
        CheckpointKind.FULL,
        "msl",
        new TreeMap<>(Map.of("temperature", "1.0")),
        new TreeMap<>(),
        42);
  }

  private static TrainingProgress progress(long step) {
    return new TrainingProgress(
        step, 32 * step, new SourcePosition.InFiles(1, step), Duration.ofSeconds(step));
  }
}
