package dev.millrace.checkpoint.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.checkpoint.CheckpointId;
import dev.millrace.checkpoint.RunRecord;
import dev.millrace.checkpoint.support.SampleRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetentionTest {

  @Test
  void shouldKeepTheLastTheLastPromotedAndWhatIsAnnounced() {
    List<RunRecord> stored =
        List.of(promoted(1), promoted(2), promoted(3), plain(4), promoted(5), plain(6), plain(7));

    List<CheckpointId> deletable = new Retention(2, 2).deletable(stored, Set.of(id(stored, 0)));

    assertThat(deletable).containsExactly(id(stored, 1), id(stored, 3));
  }

  @Test
  void shouldNeverDeleteWhatIsAnnouncedOrTheNewestWhateverTheOrder() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<RunRecord> stored = new ArrayList<>();
      for (int step = 0; step < 1 + random.nextInt(12); step++) {
        stored.add(random.nextBoolean() ? promoted(step) : plain(step));
      }
      CheckpointId newest = id(stored, stored.size() - 1);
      Set<CheckpointId> announced =
          new HashSet<>(List.of(id(stored, random.nextInt(stored.size())), newest));
      Collections.shuffle(stored, random);
      Retention retention = new Retention(1 + random.nextInt(3), random.nextInt(3));

      List<CheckpointId> deletable = retention.deletable(stored, announced);

      assertThat(deletable).isSorted().doesNotContainAnyElementsOf(announced);
      assertThat(stored.size() - deletable.size())
          .isGreaterThanOrEqualTo(Math.min(stored.size(), retention.keepLast()))
          .isLessThanOrEqualTo(retention.keepLast() + retention.keepPromoted() + announced.size());
      assertThat(new HashSet<>(deletable)).hasSameSizeAs(deletable);
    }
  }

  @Test
  void shouldRefuseToKeepNothing() {
    assertThatThrownBy(() -> new Retention(0, 5)).hasMessageContaining("found 0 and 5");
  }

  private static CheckpointId id(List<RunRecord> stored, int place) {
    return stored.get(place).id();
  }

  private static RunRecord plain(long step) {
    return SampleRun.record(step);
  }

  private static RunRecord promoted(long step) {
    return plain(step)
        .withPromotion(
            new PromotionPolicy("ndcg@10", Better.HIGHER, 0, 0, 1)
                .first(new Comparison("ndcg@10", 0.1, 0.01, PromotionPolicy.POPULARITY, 0, 100)));
  }
}
