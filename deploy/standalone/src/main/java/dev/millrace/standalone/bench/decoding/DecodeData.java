package dev.millrace.standalone.bench.decoding;

import dev.millrace.avro.Item;
import dev.millrace.standalone.data.BadRows;
import dev.millrace.standalone.data.CaseReader;
import dev.millrace.standalone.data.EvaluationCase;
import dev.millrace.standalone.data.ItemReader;
import dev.millrace.standalone.data.RowStream;
import dev.millrace.standalone.data.synthetic.SyntheticSettings;
import dev.millrace.standalone.data.synthetic.SyntheticStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Items and what people did with them.
 *
 * @param source where it comes from, for people
 * @param items the catalogue
 * @param histories item ids, oldest first; empty when random ones are to be made
 */
public record DecodeData(String source, List<Item> items, List<List<String>> histories) {

  private static final int SYNTHETIC_ITEMS = 6_000;

  public DecodeData {
    items = List.copyOf(items);
    histories = List.copyOf(histories);
  }

  /**
   * Reads files.
   *
   * @param items file of items; a generated catalogue stands in when there is none
   * @param cases file with histories, if there is one
   * @throws dev.millrace.standalone.data.UnreadableDataException if a file cannot be used
   */
  public static DecodeData read(Optional<Path> items, Optional<Path> cases) {
    String source =
        items.map(Path::toString).orElse("generated titles")
            + cases.map(file -> ", histories of " + file).orElse(", random histories");
    return new DecodeData(
        source,
        items.map(DecodeData::items).orElseGet(DecodeData::generated),
        cases.map(DecodeData::histories).orElse(List.of()));
  }

  private static List<Item> items(Path file) {
    try (RowStream<Item> rows = ItemReader.open(file, BadRows.logged(file.toString()))) {
      return all(rows);
    }
  }

  private static List<Item> generated() {
    SyntheticSettings settings = SyntheticSettings.defaults().sized(1, SYNTHETIC_ITEMS);
    try (RowStream<Item> rows = new SyntheticStream(settings).items()) {
      return all(rows);
    }
  }

  private static List<List<String>> histories(Path file) {
    try (RowStream<EvaluationCase> rows = CaseReader.open(file, BadRows.logged(file.toString()))) {
      return all(rows).stream().map(EvaluationCase::history).toList();
    }
  }

  private static <T> List<T> all(RowStream<T> rows) {
    List<T> all = new ArrayList<>();
    rows.forEachRemaining(all::add);
    return all;
  }
}
