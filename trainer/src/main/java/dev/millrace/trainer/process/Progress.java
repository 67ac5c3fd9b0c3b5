package dev.millrace.trainer.process;

import dev.millrace.checkpoint.CheckpointId;
import dev.millrace.checkpoint.SourcePosition;
import dev.millrace.checkpoint.TrainingProgress;
import dev.millrace.contract.record.RejectedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far training has come, and what happened since the last checkpoint. */
final class Progress {

  private final long startNanos = System.nanoTime();
  private final Duration before;
  private final List<RejectedRecord> rejected = new ArrayList<>();
  private final FreshExamples fresh = new FreshExamples();
  private SourcePosition.InTopics position;
  private @Nullable CheckpointId parent;
  private long examples;
  private long examplesAtCheckpoint;
  private long recordsSinceCheckpoint;
  private long checkpointNanos = startNanos;

  /**
   * @param start as the last checkpoint says, or nothing
   * @param position to go on from
   * @param parent the last checkpoint; null before the first
   */
  Progress(
      TrainingProgress start, SourcePosition.InTopics position, @Nullable CheckpointId parent) {
    this.before = start.wallTime();
    this.examples = start.examples();
    this.examplesAtCheckpoint = examples;
    this.position = position;
    this.parent = parent;
  }

  /** Counts a micro-batch. */
  void learned(int count, List<RejectedRecord> bad, SourcePosition.InTopics next) {
    examples += count;
    recordsSinceCheckpoint++;
    rejected.addAll(bad);
    position = position.with(next);
  }

  /** Counts users who are forgotten. */
  void forgot(int count, SourcePosition.InTopics next) {
    recordsSinceCheckpoint += count;
    position = position.with(next);
  }

  /** Everything so far is in a checkpoint. */
  void saved(CheckpointId checkpoint) {
    parent = checkpoint;
    rejected.clear();
    recordsSinceCheckpoint = 0;
    examplesAtCheckpoint = examples;
    checkpointNanos = System.nanoTime();
  }

  /** What no promoted checkpoint holds yet. */
  FreshExamples fresh() {
    return fresh;
  }

  /** For a manifest. */
  TrainingProgress at(long step) {
    return new TrainingProgress(
        step, examples, position, before.plusNanos(System.nanoTime() - startNanos));
  }

  long examples() {
    return examples;
  }

  long examplesSinceCheckpoint() {
    return examples - examplesAtCheckpoint;
  }

  Duration sinceCheckpoint() {
    return Duration.ofNanos(System.nanoTime() - checkpointNanos);
  }

  /** Whether there is anything that no checkpoint holds. */
  boolean isUnsaved() {
    return recordsSinceCheckpoint > 0;
  }

  List<RejectedRecord> rejected() {
    return List.copyOf(rejected);
  }

  SourcePosition.InTopics position() {
    return position;
  }

  @Nullable CheckpointId parent() {
    return parent;
  }
}
