package dev.millrace.trainer.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.checkpoint.BaseModel;
import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.checkpoint.CheckpointKind;
import dev.millrace.checkpoint.RunRecord;
import dev.millrace.checkpoint.SourcePosition;
import dev.millrace.checkpoint.TrainingProgress;
import dev.millrace.checkpoint.TrainingSetup;
import dev.millrace.checkpoint.announcement.NextAnnouncement;
import dev.millrace.checkpoint.store.CheckpointReference;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import dev.millrace.trainer.kafka.CommittedProgress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StartingPointTest {

  private static final String TOPIC = "training-examples";
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final StoredCheckpoint older = stored(10, 100);
  private final StoredCheckpoint newer = stored(20, 200);

  @Test
  void shouldBeginAnewWhenNothingWasCommittedOrAnnounced() {
    assertThat(start(Optional.empty(), null)).isEqualTo(new StartingPoint.Anew());
  }

  @Test
  void shouldGoOnFromTheCheckpointOfTheOffsetsWhateverWasAnnouncedSince() {
    assertThat(start(committed(newer), announced(older)))
        .isEqualTo(new StartingPoint.Behind(newer));
  }

  @Test
  void shouldGoOnFromWhatWasAnnouncedLastWhenTheOffsetsHaveExpired() {
    assertThat(start(Optional.empty(), announced(newer)))
        .isEqualTo(new StartingPoint.Behind(newer));
  }

  @Test
  void shouldRefuseOffsetsThatTheCheckpointHasNotLearnedUpTo() {
    CommittedProgress moved =
        new CommittedProgress(
            newer.reference().id(), newer.reference().sha256(), new TreeMap<>(Map.of(0, 150L)));

    assertThatThrownBy(() -> start(Optional.of(moved), announced(newer)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("{0=200}")
        .hasMessageContaining("{0=150}");
  }

  @Test
  void shouldRefuseToGoOnWithoutTheCheckpoint() {
    StoredCheckpoint lost = stored(30, 300);

    assertThatThrownBy(() -> start(committed(lost), announced(newer)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(lost.reference().id().value());
  }

  @Test
  void shouldRefuseACheckpointThatHasLearnedFromOtherTopics() {
    StartingPoint.Found elsewhere =
        new StartingPoint.Found(
            "m", "other-examples", Optional.empty(), announced(newer), List.of(older, newer));

    assertThatThrownBy(() -> StartingPoint.of(elsewhere))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(newer.reference().id().value())
        .hasMessageContaining(TOPIC)
        .hasMessageContaining("other-examples");
  }

  @Test
  void shouldRefuseOffsetsThatSomebodyElseCommitted() {
    Map<TopicPartition, OffsetAndMetadata> foreign =
        Map.of(new TopicPartition(TOPIC, 0), new OffsetAndMetadata(7, ""));

    assertThatThrownBy(() -> CommittedProgress.read(foreign))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("{0=7}");
  }

  @Test
  void shouldReadWhatWasCommitted() {
    assertThat(committed(newer))
        .contains(
            new CommittedProgress(
                newer.reference().id(),
                newer.reference().sha256(),
                new TreeMap<>(Map.of(0, 200L))));
  }

  private StartingPoint start(
      Optional<CommittedProgress> committed, @Nullable CheckpointAnnouncement latest) {
    return StartingPoint.of(
        new StartingPoint.Found("m", TOPIC, committed, latest, List.of(older, newer)));
  }

  private static Optional<CommittedProgress> committed(StoredCheckpoint stored) {
    return CommittedProgress.read(
        CommittedProgress.of(
            stored.reference(), (SourcePosition.InTopics) stored.record().progress().position()));
  }

  private static CheckpointAnnouncement announced(StoredCheckpoint stored) {
    return new NextAnnouncement(null, NOW).of(stored);
  }

  private static StoredCheckpoint stored(long step, long offset) {
    SourcePosition position =
        new SourcePosition.InTopics(new TreeMap<>(Map.of(TOPIC, new TreeMap<>(Map.of(0, offset)))));
    RunRecord record =
        RunRecord.of(
            "m",
            null,
            NOW,
            new TrainingSetup(
                new BaseModel("base", "0".repeat(64)),
                CheckpointKind.FULL,
                "msl",
                new TreeMap<>(),
                new TreeMap<>(),
                1),
            new TrainingProgress(step, 10 * step, position, Duration.ZERO));
    String sha256 = String.format("%064x", step);
    return new StoredCheckpoint(
        new CheckpointReference("m", record.id(), URI.create("file:/store/m"), sha256), record);
  }
}
