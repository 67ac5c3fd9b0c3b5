package dev.millrace.standalone.bench.training;

import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.trainer.example.ResponsePlace;
import dev.millrace.trainer.example.TrainingRow;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Response places and their ground-truth tokens. */
final class ResponseTokens {

  private ResponseTokens() {}

  /**
   * A response place in a batch.
   *
   * @param row of the batch
   * @param place in the row
   */
  record At(int row, ResponsePlace place) {}

  /** All response places. */
  static Stream<At> all(List<TrainingRow> rows) {
    return IntStream.range(0, rows.size())
        .boxed()
        .flatMap(row -> rows.get(row).places().stream().map(place -> new At(row, place)));
  }

  /** Those with more than one way to go on. */
  static List<At> choices(List<TrainingRow> rows, CatalogueTrie trie) {
    return all(rows).filter(at -> trie.childCount(at.place().node()) > 1).toList();
  }
}
