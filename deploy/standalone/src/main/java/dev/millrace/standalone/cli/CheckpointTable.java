package dev.millrace.standalone.cli;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.checkpoint.CheckpointId;
import dev.millrace.checkpoint.Measurement;
import dev.millrace.checkpoint.RunRecord;
import dev.millrace.checkpoint.announcement.Announced;
import dev.millrace.checkpoint.promotion.PromotionDecision;
import dev.millrace.checkpoint.store.CheckpointReference;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checkpoints as rows. */
final class CheckpointTable {

  private static final String USUAL_METRIC = "ndcg@10";

  private final Clock clock;
  private final @Nullable CheckpointAnnouncement newest;

  /**
   * @param newest what was announced last of their model; null if nothing was, or it is not known
   */
  CheckpointTable(Clock clock, @Nullable CheckpointAnnouncement newest) {
    this.clock = clock;
    this.newest = newest;
  }

  List<String> lines(List<StoredCheckpoint> checkpoints) {
    Table table = new Table("", "ID", "AGE", "STEP", "EXAMPLES", "OBJECTIVE", "METRIC", "STATE");
    for (StoredCheckpoint stored : checkpoints) {
      RunRecord record = stored.record();
      table.row(
          mark(record.id()),
          record.id(),
          age(Duration.between(record.createdAt(), clock.instant())),
          record.progress().step(),
          record.progress().examples(),
          record.setup().objective(),
          metric(record),
          state(record));
    }
    return table.lines();
  }

  private String mark(CheckpointId id) {
    if (newest == null) {
      return "";
    }
    return isId(Announced.current(newest), id)
        ? "*"
        : isId(Announced.previous(newest), id) ? "<" : "";
  }

  private static boolean isId(Optional<CheckpointReference> reference, CheckpointId id) {
    return reference.map(CheckpointReference::id).filter(id::equals).isPresent();
  }

  /** What was announced of it last; of the others, what their manifests say. */
  private String state(RunRecord record) {
    if (newest != null && newest.getId().equals(record.id().value())) {
      return newest.getState().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
    PromotionDecision decision = record.promotion();
    if (decision == null) {
      return "candidate";
    }
    return decision instanceof PromotionDecision.Promoted ? "promoted" : "rejected";
  }

  /** The figure that was decided by, or the usual one, or any. */
  private static String metric(RunRecord record) {
    PromotionDecision decision = record.promotion();
    String wanted = decision == null ? USUAL_METRIC : decision.comparison().metric();
    return record.metrics().entrySet().stream()
        .filter(metric -> metric.getKey().equals(wanted))
        .findFirst()
        .or(() -> record.metrics().entrySet().stream().findFirst())
        .map(CheckpointTable::text)
        .orElse("");
  }

  private static String text(Map.Entry<String, Measurement> metric) {
    return String.format(Locale.ROOT, "%s %.4f", metric.getKey(), metric.getValue().value());
  }

  private static String age(Duration age) {
    if (age.toDays() >= 3) {
      return age.toDays() + " d";
    }
    if (age.toHours() >= 3) {
      return age.toHours() + " h";
    }
    return age.toMinutes() >= 3 ? age.toMinutes() + " min" : age.toSeconds() + " s";
  }
}
