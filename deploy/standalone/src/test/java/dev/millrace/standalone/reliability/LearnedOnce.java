package dev.millrace.standalone.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.TrainingExample;
import dev.millrace.checkpoint.CheckpointId;
import dev.millrace.checkpoint.RunRecord;
import dev.millrace.checkpoint.SourcePosition;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import dev.millrace.standalone.reliability.TopicProbe.Decoded;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** That a line of checkpoints has learned each example once, by what stands in their manifests. */
final class LearnedOnce {

  private final String topic;
  private final List<Decoded<String, TrainingExample>> examples;

  /**
   * @param topic of the examples
   * @param examples all of them
   */
  LearnedOnce(String topic, List<Decoded<String, TrainingExample>> examples) {
    this.topic = topic;
    this.examples = examples;
  }

  /**
   * Asserts that each checkpoint goes on from the one before it, has learned as many examples as
   * the topic holds before its offsets, and that the last one has learned all.
   */
  void holds(List<StoredCheckpoint> line) {
    CheckpointId parent = null;
    for (StoredCheckpoint stored : line) {
      follows(stored.record(), parent);
      parent = stored.reference().id();
    }
    RunRecord last = line.get(line.size() - 1).record();
    assertThat(last.progress().examples()).isEqualTo(examples.size());
  }

  private void follows(RunRecord record, @Nullable CheckpointId parent) {
    assertThat(record.parent()).isEqualTo(parent);
    SortedMap<Integer, Long> offsets =
        Objects.requireNonNull(
            ((SourcePosition.InTopics) record.progress().position()).offsets().get(topic), topic);
    long before = examples.stream().filter(example -> isBefore(example, offsets)).count();
    assertThat(record.progress().examples()).as(record.id().value()).isEqualTo(before);
  }

  private static boolean isBefore(
      Decoded<String, TrainingExample> example, SortedMap<Integer, Long> offsets) {
    Long next = offsets.get(example.source().partition());
    return next != null && example.source().offset() < next;
  }
}
