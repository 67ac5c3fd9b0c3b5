package dev.millrace.checkpoint.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.avro.CheckpointMetric;
import dev.millrace.avro.CheckpointState;
import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.checkpoint.RunRecord;
import dev.millrace.checkpoint.promotion.Better;
import dev.millrace.checkpoint.promotion.Comparison;
import dev.millrace.checkpoint.promotion.PromotionPolicy;
import dev.millrace.checkpoint.store.CheckpointReference;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import dev.millrace.checkpoint.support.SampleRun;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NextAnnouncementTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final PromotionPolicy POLICY =
      new PromotionPolicy("ndcg@10", Better.HIGHER, 0, 0, 1);

  private final StoredCheckpoint first = stored(1, 0.02);
  private final StoredCheckpoint second = stored(2, 0.03);
  private final StoredCheckpoint worse = stored(3, 0.001);

  @Test
  void shouldRepeatWhatTheManifestSays() {
    CheckpointAnnouncement announcement = after(null).of(first);

    assertThat(announcement.getId()).isEqualTo(first.reference().id().value());
    assertThat(announcement.getModel()).isEqualTo(SampleRun.MODEL);
    assertThat(announcement.getUri()).isEqualTo("file:/store/cds/1");
    assertThat(announcement.getKind()).isEqualTo(dev.millrace.avro.CheckpointKind.FULL);
    assertThat(announcement.getExamplesLearned()).isEqualTo(32);
    assertThat(announcement.getSourceOffsets())
        .isEqualTo(Map.of("training-examples", Map.of("0", 10L, "3", 7L)));
    assertThat(announcement.getMetrics())
        .isEqualTo(Map.of("ndcg@10", new CheckpointMetric(0.0625, 400L)));
    assertThat(announcement.getAnnouncedAt()).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void shouldChangeWhatIsInUseByPromotionsOnly() {
    CheckpointAnnouncement one = after(null).of(first);
    CheckpointAnnouncement two = after(one).of(second);
    CheckpointAnnouncement three = after(two).of(worse);

    assertThat(one.getState()).isEqualTo(CheckpointState.PROMOTED);
    assertThat(Announced.current(one)).contains(first.reference());
    assertThat(Announced.previous(one)).isEmpty();
    assertThat(Announced.current(two)).contains(second.reference());
    assertThat(Announced.previous(two)).contains(first.reference());
    assertThat(three.getState()).isEqualTo(CheckpointState.REJECTED);
    assertThat(three.getReason()).contains("0.0010", "0.0100");
    assertThat(Announced.current(three)).contains(second.reference());
    assertThat(Announced.kept(three))
        .containsExactlyInAnyOrder(first.reference().id(), second.reference().id());
  }

  @Test
  void shouldAnnounceWhatNothingWasDecidedAboutAsACandidate() {
    StoredCheckpoint undecided = new StoredCheckpoint(first.reference(), SampleRun.record(1));

    CheckpointAnnouncement announcement = after(null).of(undecided);

    assertThat(announcement.getState()).isEqualTo(CheckpointState.CANDIDATE);
    assertThat(Announced.current(announcement)).isEmpty();
  }

  @Test
  void shouldGoBackOnceAndThenNeedToBeTold() {
    CheckpointAnnouncement two = after(after(null).of(first)).of(second);
    CheckpointAnnouncement back = after(two).rolledBack(first, "the hit rate fell");

    assertThat(back.getState()).isEqualTo(CheckpointState.ROLLED_BACK);
    assertThat(Announced.current(back)).contains(first.reference());
    assertThat(Announced.previous(back)).isEmpty();
    assertThatThrownBy(() -> after(back).rolledBack(first, "again"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("is in use already");
  }

  @Test
  void shouldKeepTheWayBackWhenWhatIsInUseIsPromotedAgain() {
    CheckpointAnnouncement two = after(after(null).of(first)).of(second);

    assertThat(Announced.previous(after(two).promoted(second, "by hand")))
        .contains(first.reference());
  }

  @Test
  void shouldSayWhenAnAnnouncementCannotBeUsed() {
    CheckpointAnnouncement announcement = after(null).of(first);
    announcement.getCurrent().setId("../../etc");

    assertThatThrownBy(() -> Announced.current(announcement))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("newest announcement of cds cannot be used")
        .hasMessageContaining("../../etc");
  }

  private static NextAnnouncement after(@Nullable CheckpointAnnouncement latest) {
    return new NextAnnouncement(latest, NOW);
  }

  private static StoredCheckpoint stored(long step, double ndcg) {
    RunRecord record =
        SampleRun.record(step)
            .withPromotion(
                POLICY.first(
                    new Comparison("ndcg@10", ndcg, 0.01, PromotionPolicy.POPULARITY, 0, 400)));
    return new StoredCheckpoint(
        new CheckpointReference(
            record.model(),
            record.id(),
            URI.create("file:/store/cds/" + step),
            "%064x".formatted(step)),
        record);
  }
}
