package dev.millrace.checkpoint.announcement;

import dev.millrace.avro.AnnouncedCheckpoint;
import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.checkpoint.CheckpointId;
import dev.millrace.checkpoint.store.CheckpointReference;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads announcements. */
public final class Announced {

  private Announced() {}

  /**
   * The checkpoint that serving shall use.
   *
   * @throws CheckpointException if what was announced cannot be a checkpoint
   */
  public static Optional<CheckpointReference> current(CheckpointAnnouncement announcement) {
    return reference(announcement, announcement.getCurrent());
  }

  /**
   * The checkpoint that a rollback goes back to.
   *
   * @throws CheckpointException if what was announced cannot be a checkpoint
   */
  public static Optional<CheckpointReference> previous(CheckpointAnnouncement announcement) {
    return reference(announcement, announcement.getPrevious());
  }

  /** Both, which {@link dev.millrace.checkpoint.promotion.Retention} keeps. */
  public static Set<CheckpointId> kept(@Nullable CheckpointAnnouncement latest) {
    return latest == null
        ? Set.of()
        : Stream.of(current(latest), previous(latest))
            .flatMap(Optional::stream)
            .map(CheckpointReference::id)
            .collect(Collectors.toSet());
  }

  private static Optional<CheckpointReference> reference(
      CheckpointAnnouncement announcement, @Nullable AnnouncedCheckpoint announced) {
    if (announced == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new CheckpointReference(
              announcement.getModel(),
              new CheckpointId(announced.getId()),
              URI.create(announced.getUri()),
              announced.getSha256()));
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(
          "The newest announcement of %s cannot be used: %s"
              .formatted(announcement.getModel(), e.getMessage()),
          e);
    }
  }
}
