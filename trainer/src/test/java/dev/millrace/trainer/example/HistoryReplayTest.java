package dev.millrace.trainer.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.prompt.PromptLimits;
import dev.millrace.trainer.testsupport.SmallShop;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryReplayTest {

  private static final LearningExample EXAMPLE =
      new LearningExample("e", "u", ItemIds.of(0, 4, 2), 9, 7);

  @Test
  void shouldLearnWhatTheHistoryIsMadeOfBeforeTheExample() {
    assertThat(new HistoryReplay(2).with(List.of(EXAMPLE)))
        .extracting(LearningExample::id, LearningExample::history, LearningExample::target)
        .containsExactly(
            tuple("e/1", ItemIds.of(0), 4),
            tuple("e/2", ItemIds.of(0, 4), 2),
            tuple("e", ItemIds.of(0, 4, 2), 9));
  }

  @Test
  void shouldLeaveExamplesAloneWhenNothingIsToBeReplayed() {
    assertThat(new HistoryReplay(0).with(List.of(EXAMPLE))).containsExactly(EXAMPLE);
  }

  @Test
  void shouldReplayTheHistoryOfAUsersFirstExampleOnly() {
    LearningExample next = new LearningExample("f", "u", ItemIds.of(0, 4, 2, 9), 1, 8);

    assertThat(new HistoryReplay(1).with(List.of(EXAMPLE, next)))
        .extracting(LearningExample::id)
        .containsExactly("e/2", "e", "f");
  }

  @Test
  void shouldNeedNoMoreTokensThanTheExampleAlone(@TempDir Path directory) {
    try (SmallShop shop = new SmallShop(directory)) {
      RowPacker packer = shop.packer(new PromptLimits(50, 512));

      List<TrainingRow> rows = packer.pack(new HistoryReplay(10).with(List.of(EXAMPLE)));

      assertThat(rows).hasSize(1);
      assertThat(rows.get(0).tokens()).isEqualTo(packer.pack(List.of(EXAMPLE)).get(0).tokens());
      assertThat(rows.get(0).examples()).hasSize(3);
    }
  }
}
