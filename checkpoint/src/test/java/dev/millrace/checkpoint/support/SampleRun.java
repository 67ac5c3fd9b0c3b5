package dev.millrace.checkpoint.support;

import dev.millrace.checkpoint.BaseModel;
import dev.millrace.checkpoint.Checkpoint;
import dev.millrace.checkpoint.CheckpointDraft;
import dev.millrace.checkpoint.CheckpointKind;
import dev.millrace.checkpoint.CheckpointLayout;
import dev.millrace.checkpoint.CheckpointPart;
import dev.millrace.checkpoint.Measurement;
import dev.millrace.checkpoint.RunRecord;
import dev.millrace.checkpoint.SourcePosition;
import dev.millrace.checkpoint.TrainingProgress;
import dev.millrace.checkpoint.TrainingSetup;
import dev.millrace.model.weights.SafetensorsWriter;
import dev.millrace.model.weights.TensorContent;
import dev.millrace.model.weights.TensorInfo;
import dev.millrace.model.weights.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checkpoints of a run that never was. */
public final class SampleRun {

  public static final String MODEL = "cds";
  public static final Instant START = Instant.parse("2026-11-22T10:00:00.250Z");
  private static final String SHA256 = "0123456789abcdef".repeat(4);

  private SampleRun() {}

  /** What the manifest of the run's checkpoint after some steps says. */
  public static RunRecord record(long step) {
    return RunRecord.of(MODEL, null, START.plusSeconds(step), setup(), progress(step))
        .withMetrics(new TreeMap<>(Map.of("ndcg@10", new Measurement(0.0625, 400))));
  }

  /** A checkpoint in a directory, with a few bytes of everything. */
  public static Checkpoint write(Path directory, long step) throws IOException {
    try (CheckpointDraft draft = CheckpointDraft.of(directory)) {
      for (CheckpointPart part : parts(step)) {
        draft.add(part);
      }
      return draft.commit(record(step));
    }
  }

  /** A model of nothing but a few files, the optimiser's state, and state.json. */
  public static List<CheckpointPart> parts(long step) {
    return List.of(SampleRun::writeModel, SampleRun::writeOptimizer, state(step));
  }

  private static void writeModel(Path directory) throws IOException {
    Path model = Files.createDirectory(directory.resolve(CheckpointLayout.MODEL));
    Files.writeString(model.resolve("config.json"), "{\"model_type\": \"llama\"}");
    tensor(model.resolve("model.safetensors"), "embedding");
  }

  private static void writeOptimizer(Path directory) {
    tensor(directory.resolve(CheckpointLayout.OPTIMIZER), "embedding.m");
  }

  private static CheckpointPart state(long step) {
    return directory ->
        Files.writeString(
            directory.resolve(CheckpointLayout.STATE), "{\"step\": %d}".formatted(step));
  }

  private static void tensor(Path file, String name) {
    TensorInfo info = new TensorInfo(name, TensorType.F32, List.of(64L));
    SafetensorsWriter.write(
        file, List.of(new TensorContent(info, () -> ByteBuffer.allocate(4 * 64))));
  }

  private static TrainingSetup setup() {
    return new TrainingSetup(
        new BaseModel("tiny", SHA256),
        CheckpointKind.FULL,
        "ilrec",
        new TreeMap<>(Map.of("a", "0.5")),
        new TreeMap<>(Map.of("optimizer.learning-rate", "0.002")),
        42);
  }

  private static TrainingProgress progress(long step) {
    return new TrainingProgress(
        step,
        32 * step,
        new SourcePosition.InTopics(
            new TreeMap<>(Map.of("training-examples", new TreeMap<>(Map.of(0, 10 * step, 3, 7L))))),
        Duration.ofMillis(1500 * step));
  }
}
