package dev.millrace.standalone.cli;

import dev.millrace.checkpoint.RunRecord;
import dev.millrace.checkpoint.SourcePosition;
import dev.millrace.checkpoint.TrainingProgress;
import dev.millrace.checkpoint.TrainingSetup;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A checkpoint's manifest as lines for people. */
final class CheckpointText {

  private final StoredCheckpoint stored;
  private final List<String> lines = new ArrayList<>();

  CheckpointText(StoredCheckpoint stored) {
    this.stored = stored;
  }

  List<String> lines() {
    lines.clear();
    RunRecord record = stored.record();
    lines.add("%s of %s".formatted(record.id(), record.model()));
    line("uri", "%s", stored.reference().uri());
    line("sha256", "%s", stored.reference().sha256());
    line("created", "%s", record.createdAt());
    line("parent", "%s", record.parent() == null ? "none" : record.parent());
    add(record.setup());
    add(record.progress());
    record
        .metrics()
        .forEach((name, figure) -> line(name, "%.4f on %,d cases", figure.value(), figure.cases()));
    line("decision", "%s", record.promotion() == null ? "none yet" : record.promotion().reason());
    line("fusion", "%s", record.fusion() == null ? "not chosen" : record.fusion().describe());
    line("built from", "%s, %s", record.build().gitCommit(), record.build().libraries());
    line("files", "%d, %,d bytes", record.files().size(), record.bytes());
    return List.copyOf(lines);
  }

  private void add(TrainingSetup setup) {
    line("base", "%s, %s", setup.base().name(), setup.base().sha256());
    line(
        "trained",
        "%s by %s %s, seed %d",
        setup.kind().name().toLowerCase(Locale.ROOT),
        setup.objective(),
        setup.objectiveParameters(),
        setup.seed());
  }

  private void add(TrainingProgress progress) {
    line(
        "progress",
        "step %,d, %,d examples in %,d s",
        progress.step(),
        progress.examples(),
        progress.wallTime().toSeconds());
    line("goes on at", "%s", position(progress.position()));
  }

  private static String position(SourcePosition position) {
    if (position instanceof SourcePosition.InTopics topics) {
      return topics.offsets().entrySet().stream()
          .map(topic -> topic.getKey() + " " + topic.getValue())
          .collect(Collectors.joining(", "));
    }
    SourcePosition.InFiles files = (SourcePosition.InFiles) position;
    return String.format(Locale.ROOT, "epoch %,d, example %,d", files.epoch(), files.example());
  }

  private void line(String name, String format, @Nullable Object... arguments) {
    lines.add(
        String.format(Locale.ROOT, "  %-13s ", name)
            + String.format(Locale.ROOT, format, arguments));
  }
}
