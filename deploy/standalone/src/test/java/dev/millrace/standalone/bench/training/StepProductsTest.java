package dev.millrace.standalone.bench.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.standalone.bench.products.MatrixProduct;
import dev.millrace.trainer.example.TrainingRow;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepProductsTest {

  private static SmallData small;

  @BeforeAll
  static void make(@TempDir Path folder) {
    small = SmallData.in(folder);
  }

  @Test
  void shouldCountGradientsTwiceWhenTheyAreOfBothFactors() {
    MatrixProduct product = new MatrixProduct(2, 3, 5, 7);

    assertThat(product.backward().map(MatrixProduct::operations))
        .containsExactly(product.operations(), product.operations());
  }

  @Test
  void shouldHaveLogitsOfAllSlotsWhenAllPositionsHaveThem() {
    List<TrainingRow> rows = small.data().batch(0);
    long longest = rows.stream().mapToLong(TrainingRow::length).max().orElseThrow();

    assertThat(products(Variant.PADDED_LML, rows))
        .contains(head(rows.size() * longest, SmallData.VOCABULARY));
  }

  @Test
  void shouldHaveLogitsOfResponsesWhenOnlyTheyCount() {
    List<TrainingRow> rows = small.data().batch(0);

    assertThat(products(Variant.LML, rows))
        .contains(head(ResponseTokens.all(rows).count(), SmallData.VOCABULARY));
  }

  @Test
  void shouldHaveLogitsOfThreeLayersWhenTwoMoreAreAsked() {
    List<TrainingRow> rows = small.data().batch(0);
    long examples = rows.stream().mapToLong(row -> row.examples().size()).sum();
    long first = small.data().context().trie().childCount(0);

    assertThat(products(Variant.MSL, rows)).containsOnlyOnce(head(examples, first));
    assertThat(products(Variant.ILREC, rows).stream().filter(head(examples, first)::equals))
        .hasSize(3);
  }

  private static MatrixProduct head(long places, long tokens) {
    return MatrixProduct.linear(places, small.config().hiddenSize(), tokens);
  }

  private static List<MatrixProduct> products(Variant variant, List<TrainingRow> rows) {
    return new StepProducts(variant, small.config(), small.data().context().trie()).of(rows);
  }
}
