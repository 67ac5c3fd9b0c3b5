package dev.millrace.trainer.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.tokenizer.TokenIds;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowBatchesTest {

  private static TrainingRow row(int length) {
    return new TrainingRow(TokenIds.of(new int[length]), List.of(), List.of());
  }

  @Test
  void shouldCutByPaddedSize() {
    List<TrainingRow> rows = List.of(row(2), row(5), row(3), row(5));

    assertThat(RowBatches.byTokens(rows, 10))
        .containsExactly(List.of(rows.get(1), rows.get(3)), List.of(rows.get(2), rows.get(0)));
  }

  @Test
  void shouldGiveARowThatIsLongerThanAPartAPartOfItsOwn() {
    assertThat(RowBatches.byTokens(List.of(row(20), row(3)), 10))
        .extracting(List::size)
        .containsExactly(1, 1);
  }

  @Test
  void shouldMeasurePadding() {
    List<List<TrainingRow>> parts = List.of(List.of(row(4), row(2)), List.of(row(5)));

    assertThat(RowBatches.padding(parts)).isCloseTo(1 - 11.0 / 13, within(1e-12));
  }

  @Test
  void shouldLoseNoRowAndPadLittleWhenLengthsDiffer() {
    Random random = new Random(3);
    List<TrainingRow> rows =
        IntStream.range(0, 1_000).mapToObj(i -> row(5 + random.nextInt(120))).toList();

    List<List<TrainingRow>> parts = RowBatches.byTokens(rows, 2_048);

    assertThat(parts.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(rows);
    assertThat(RowBatches.padding(parts)).isLessThan(0.15);
  }
}
