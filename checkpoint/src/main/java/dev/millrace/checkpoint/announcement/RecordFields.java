package dev.millrace.checkpoint.announcement;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.avro.CheckpointKind;
import dev.millrace.avro.CheckpointMetric;
import dev.millrace.checkpoint.RunRecord;
import dev.millrace.checkpoint.SourcePosition;
import dev.millrace.checkpoint.store.CheckpointReference;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import java.util.HashMap;
import java.util.Map;

/** What an announcement repeats of a checkpoint's manifest. */
final class RecordFields {

  private RecordFields() {}

  static CheckpointAnnouncement.Builder of(StoredCheckpoint stored) {
    CheckpointReference reference = stored.reference();
    RunRecord record = stored.record();
    return CheckpointAnnouncement.newBuilder()
        .setId(reference.id().value())
        .setModel(reference.model())
        .setUri(reference.uri().toString())
        .setSha256(reference.sha256())
        .setBaseModel(record.setup().base().name())
        .setBaseModelSha256(record.setup().base().sha256())
        .setKind(CheckpointKind.valueOf(record.setup().kind().name()))
        .setObjective(record.setup().objective())
        .setStep(record.progress().step())
        .setExamplesLearned(record.progress().examples())
        .setMetrics(metrics(record))
        .setSourceOffsets(offsets(record.progress().position()));
  }

  private static Map<String, CheckpointMetric> metrics(RunRecord record) {
    Map<String, CheckpointMetric> metrics = new HashMap<>();
    record
        .metrics()
        .forEach(
            (name, figure) ->
                metrics.put(name, new CheckpointMetric(figure.value(), figure.cases())));
    return metrics;
  }

  private static Map<String, Map<String, Long>> offsets(SourcePosition position) {
    Map<String, Map<String, Long>> offsets = new HashMap<>();
    if (position instanceof SourcePosition.InTopics topics) {
      topics.offsets().forEach((topic, partitions) -> offsets.put(topic, byName(partitions)));
    }
    return offsets;
  }

  private static Map<String, Long> byName(Map<Integer, Long> partitions) {
    Map<String, Long> named = new HashMap<>();
    partitions.forEach((partition, offset) -> named.put(partition.toString(), offset));
    return named;
  }
}
