package dev.millrace.trainer.process;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.checkpoint.CheckpointId;
import dev.millrace.checkpoint.SourcePosition;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import dev.millrace.trainer.kafka.CommittedProgress;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where training begins. */
sealed interface StartingPoint {

  /** At the beginning: nothing was ever committed or announced. */
  record Anew() implements StartingPoint {}

  /**
   * Behind a checkpoint.
   *
   * @param checkpoint that holds everything, the position in the source too
   */
  record Behind(StoredCheckpoint checkpoint) implements StartingPoint {

    /** The next offsets, by partition. */
    SortedMap<Integer, Long> offsets(String topic) {
      SourcePosition position = checkpoint.record().progress().position();
      SortedMap<Integer, Long> none = new TreeMap<>();
      return position instanceof SourcePosition.InTopics topics
          ? topics.offsets().getOrDefault(topic, none)
          : none;
    }
  }

  /**
   * What there is to decide on.
   *
   * @param model name of the model
   * @param topic of the examples
   * @param committed what the group says
   * @param latest what was announced last; null if nothing was
   * @param stored what the store holds
   */
  record Found(
      String model,
      String topic,
      Optional<CommittedProgress> committed,
      @Nullable CheckpointAnnouncement latest,
      List<StoredCheckpoint> stored) {

    /** Copies the list. */
    public Found {
      stored = List.copyOf(stored);
    }
  }

  /**
   * Decides. Offsets and checkpoint are committed together, so the committed offsets name the
   * checkpoint; where they have expired, what was announced last is as good.
   *
   * @throws CheckpointException if the checkpoint is not there, does not belong to the offsets, or
   *     has learned from other topics
   */
  static StartingPoint of(Found found) {
    if (found.committed().isPresent()) {
      return committed(found, found.committed().get());
    }
    CheckpointAnnouncement latest = found.latest();
    if (latest == null) {
      return new Anew();
    }
    Logger log = LoggerFactory.getLogger(StartingPoint.class);
    log.warn(
        "No committed offsets, going on from what was announced last; model={} checkpoint={}",
        found.model(),
        latest.getId());
    return find(found, new CheckpointId(latest.getId()), latest.getSha256());
  }

  private static StartingPoint committed(Found found, CommittedProgress committed) {
    Behind point = find(found, committed.checkpoint(), committed.sha256());
    if (!point.offsets(found.topic()).equals(committed.offsets())) {
      throw new CheckpointException(
          "Checkpoint %s of %s has learned up to %s, but the committed offsets are %s"
              .formatted(
                  committed.checkpoint(),
                  found.model(),
                  point.offsets(found.topic()),
                  committed.offsets()));
    }
    return point;
  }

  private static Behind find(Found found, CheckpointId id, String sha256) {
    return found.stored().stream()
        .filter(stored -> stored.reference().id().equals(id))
        .filter(stored -> stored.reference().sha256().equals(sha256))
        .findFirst()
        .map(stored -> behind(found, stored))
        .orElseThrow(
            () ->
                new CheckpointException(
                    "Training of %s goes on from checkpoint %s with manifest %s, but the store has only %s"
                        .formatted(
                            found.model(),
                            id,
                            sha256,
                            found.stored().stream()
                                .map(stored -> stored.reference().id())
                                .toList())));
  }

  /** Examples of other topics have other offsets, so nothing tells where to go on in these. */
  private static Behind behind(Found found, StoredCheckpoint stored) {
    if (stored.record().progress().position() instanceof SourcePosition.InTopics learned
        && !learned.offsets().containsKey(found.topic())) {
      throw new CheckpointException(
          "Checkpoint %s of %s has learned from the topics %s, but this trainer reads %s: give it a model of its own (trainer.online.model.name)"
              .formatted(
                  stored.reference().id(),
                  found.model(),
                  learned.offsets().keySet(),
                  found.topic()));
    }
    return new Behind(stored);
  }
}
