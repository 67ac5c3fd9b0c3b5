package dev.millrace.checkpoint.announcement;

import dev.millrace.avro.AnnouncedCheckpoint;
import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.avro.CheckpointState;
import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.checkpoint.promotion.PromotionDecision;
import dev.millrace.checkpoint.store.CheckpointReference;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The announcement that follows a model's latest one. The topic keeps only the newest record of a
 * model, so each repeats which checkpoint serving shall use, and which one a rollback goes back to.
 */
public final class NextAnnouncement {

  private final @Nullable CheckpointAnnouncement latest;
  private final Instant now;

  /**
   * @param latest what was announced last of the model; null if nothing was
   * @param now when the next one is made
   */
  public NextAnnouncement(@Nullable CheckpointAnnouncement latest, Instant now) {
    this.latest = latest;
    this.now = now;
  }

  /**
   * The decision that a checkpoint's manifest records; a candidate if there is none.
   *
   * @param stored a published checkpoint of the model
   */
  public CheckpointAnnouncement of(StoredCheckpoint stored) {
    PromotionDecision decision = stored.record().promotion();
    if (decision == null) {
      return unchanged(stored, CheckpointState.CANDIDATE, "not compared yet");
    }
    return decision instanceof PromotionDecision.Promoted
        ? promoted(stored, decision.reason())
        : unchanged(stored, CheckpointState.REJECTED, decision.reason());
  }

  /**
   * Serving shall use a checkpoint.
   *
   * @param stored a published checkpoint of the model, verified
   * @param reason why, in a sentence
   */
  public CheckpointAnnouncement promoted(StoredCheckpoint stored, String reason) {
    AnnouncedCheckpoint current = current();
    boolean already = current != null && current.getId().equals(stored.reference().id().value());
    return about(stored, CheckpointState.PROMOTED, reason)
        .setCurrent(announced(stored.reference()))
        .setPrevious(already ? previous() : current)
        .build();
  }

  /**
   * Serving shall go back to a checkpoint. A rollback after this one needs to be told where to.
   *
   * @param stored a published checkpoint of the model, verified
   * @param reason why, in a sentence
   * @throws CheckpointException if it is in use already
   */
  public CheckpointAnnouncement rolledBack(StoredCheckpoint stored, String reason) {
    AnnouncedCheckpoint current = current();
    if (current != null && current.getId().equals(stored.reference().id().value())) {
      throw new CheckpointException(
          "Checkpoint %s is in use already".formatted(stored.reference().id()));
    }
    return about(stored, CheckpointState.ROLLED_BACK, reason)
        .setCurrent(announced(stored.reference()))
        .setPrevious(null)
        .build();
  }

  private CheckpointAnnouncement unchanged(
      StoredCheckpoint stored, CheckpointState state, String reason) {
    return about(stored, state, reason).setCurrent(current()).setPrevious(previous()).build();
  }

  private CheckpointAnnouncement.Builder about(
      StoredCheckpoint stored, CheckpointState state, String reason) {
    if (latest != null && !latest.getModel().equals(stored.reference().model())) {
      throw new IllegalArgumentException(
          "The latest announcement is of %s, this checkpoint of %s"
              .formatted(latest.getModel(), stored.reference().model()));
    }
    return RecordFields.of(stored)
        .setState(state)
        .setReason(reason)
        .setAnnouncedAt(now.toEpochMilli());
  }

  private @Nullable AnnouncedCheckpoint current() {
    return latest == null ? null : latest.getCurrent();
  }

  private @Nullable AnnouncedCheckpoint previous() {
    return latest == null ? null : latest.getPrevious();
  }

  private static AnnouncedCheckpoint announced(CheckpointReference reference) {
    return new AnnouncedCheckpoint(
        reference.id().value(), reference.uri().toString(), reference.sha256());
  }
}
