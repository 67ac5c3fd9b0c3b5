package dev.millrace.standalone.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the cases of an offline evaluation from CSV with the columns {@code user_id}, {@code
 * history} (item ids between blanks, oldest first) and {@code target}.
 */
public final class CaseReader {

  private final int user;
  private final int history;
  private final int target;

  private CaseReader(Columns columns) {
    this.user = columns.require(Columns.USER);
    this.history = columns.require(List.of("history"));
    this.target = columns.require(List.of("target"));
  }

  /**
   * @param file for instance {@code test.csv}
   * @param badRows takes the rows that cannot be used
   * @return cases in the order of the file
   * @throws UnreadableDataException if the file is missing, empty or lacks a column
   */
  public static RowStream<EvaluationCase> open(Path file, BadRows badRows) {
    TableReader table = new TableReader(file, FormatDetector.detect(file, List.of()), badRows);
    try {
      return new ParsedRows<>(table, new CaseReader(table.columns())::parse);
    } catch (UnreadableDataException e) {
      table.close();
      throw e;
    }
  }

  private EvaluationCase parse(Row row) {
    return new EvaluationCase(
        InteractionReader.id("user id", row.field(user)),
        items(row.field(history)),
        InteractionReader.id("target", row.field(target)));
  }

  private static List<String> items(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split("\\s+"));
  }
}
