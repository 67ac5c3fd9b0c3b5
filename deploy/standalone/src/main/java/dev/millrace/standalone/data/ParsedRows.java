package dev.millrace.standalone.data;

import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table, parsed one at a time; rows that cannot be parsed are reported and skipped.
 *
 * @param <T> what a row becomes
 */
final class ParsedRows<T> implements RowStream<T> {

  private final TableReader table;
  private final Function<Row, T> parser;
  private @Nullable T ahead;

  /**
   * @param table the rows
   * @param parser throws {@link BadValueException} for a row that cannot be used
   */
  ParsedRows(TableReader table, Function<Row, T> parser) {
    this.table = table;
    this.parser = parser;
  }

  @Override
  public boolean hasNext() {
    for (Row row = null; ahead == null; ) {
      row = table.next();
      if (row == null) {
        return false;
      }
      ahead = parse(row);
    }
    return true;
  }

  @Override
  public T next() {
    T row = hasNext() ? ahead : null;
    if (row == null) {
      throw new NoSuchElementException("There are no more rows");
    }
    ahead = null;
    return row;
  }

  @Override
  public long badRows() {
    return table.badRows().count();
  }

  @Override
  public void close() {
    table.close();
  }

  private @Nullable T parse(Row row) {
    try {
      return parser.apply(row);
    } catch (BadValueException e) {
      table.badRows().report(e.at(row.line()));
      return null;
    }
  }
}
