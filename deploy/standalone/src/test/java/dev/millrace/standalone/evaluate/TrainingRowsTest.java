package dev.millrace.standalone.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.standalone.config.ConfigLoader;
import dev.millrace.standalone.data.RealData;
import dev.millrace.trainer.example.RowBatches;
import dev.millrace.trainer.example.TrainingRow;
import dev.millrace.trainer.learning.EpochBatches;
import dev.millrace.trainer.settings.TrainerSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingRowsTest {

  @Test
  void shouldShareRowsAndPadLittleOnRealSequences() {
    Dataset dataset =
        new DatasetReader(RealData.require("amazon-cds"), new HitRule(true, false), text -> {})
            .read("valid");
    TrainerSettings settings = ConfigLoader.load(List.of(), List.of()).config().trainer();
    try (CatalogueLanguageModel language = CatalogueLanguageModel.create(dataset, settings, 1)) {
      List<TrainingRow> rows =
          language
              .packer()
              .pack(SequenceExamples.of(dataset.training(), 2 * settings.prompt().maximumItems()));

      List<List<TrainingRow>> parts =
          EpochBatches.of(rows, settings.offline().options(1), 1).stream()
              .flatMap(
                  batch ->
                      RowBatches.byTokens(batch, settings.optimization().partTokens()).stream())
              .toList();

      assertThat(RowBatches.padding(parts)).isLessThan(0.15);
      assertThat(rows.stream().mapToInt(row -> row.examples().size()).sum())
          .isGreaterThan(5 * rows.size());
    }
  }
}
