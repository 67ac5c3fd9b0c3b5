package dev.millrace.trainer.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.prompt.PromptLimits;
import dev.millrace.trainer.example.RowBatches;
import dev.millrace.trainer.example.TrainingRow;
import dev.millrace.trainer.testsupport.SmallShop;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochBatchesTest {

  private final Path directory;

  EpochBatchesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void shouldGiveEachRowOnceInAnotherOrderEachEpochWithLittlePadding() {
    try (SmallShop shop = new SmallShop(directory)) {
      List<TrainingRow> rows =
          shop.packer(new PromptLimits(20, 512)).pack(SmallShop.people(2_000, 1));
      EpochOptions options = new EpochOptions(3, 3, 200, 1);

      List<List<TrainingRow>> first = EpochBatches.of(rows, options, 1);

      assertThat(first.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(rows);
      assertThat(EpochBatches.of(rows, options, 1)).isEqualTo(first);
      assertThat(EpochBatches.of(rows, options, 2)).isNotEqualTo(first);
      assertThat(RowBatches.padding(first)).isLessThan(0.15);
    }
  }
}
