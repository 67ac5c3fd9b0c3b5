package dev.millrace.standalone.demo;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.avro.CheckpointState;
import java.util.Locale;
import java.util.Optional;

/**
 * What has been announced of checkpoints in a run.
 *
 * @param promoted how many were
 * @param rejected how many were
 * @param firstPromotedAt when the first of this run was, in milliseconds since the epoch
 * @param latest the newest announcement, as a person would say it
 */
record CheckpointNews(
    int promoted, int rejected, Optional<Long> firstPromotedAt, Optional<String> latest) {

  static final CheckpointNews NONE = new CheckpointNews(0, 0, Optional.empty(), Optional.empty());

  CheckpointNews with(CheckpointAnnouncement announcement) {
    boolean promotion = announcement.getState() == CheckpointState.PROMOTED;
    boolean rejection = announcement.getState() == CheckpointState.REJECTED;
    return new CheckpointNews(
        promoted + (promotion ? 1 : 0),
        rejected + (rejection ? 1 : 0),
        promotion && firstPromotedAt.isEmpty()
            ? Optional.of(announcement.getAnnouncedAt())
            : firstPromotedAt,
        Optional.of(
            "%s after %,d examples: %s"
                .formatted(
                    announcement.getState().name().toLowerCase(Locale.ROOT),
                    announcement.getExamplesLearned(),
                    announcement.getReason())));
  }
}
