package dev.millrace.standalone.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file row by row. A row with wrong quotes, or with another number of fields than there are
 * columns, is reported and skipped.
 */
final class TableReader implements AutoCloseable {

  /** Lines that one quoted field may span: an unclosed quote must not swallow the file. */
  private static final int LINES_PER_ROW = 50;

  private final TableFormat format;
  private final BadRows badRows;
  private final RowSplitter splitter;
  private final Lines lines;
  private final Columns columns;

  TableReader(Path file, TableFormat format, BadRows badRows) {
    this.format = format;
    this.badRows = badRows;
    this.splitter = new RowSplitter(format);
    this.lines = new Lines(file, format.charset());
    this.columns = new Columns(file.toString(), columnNames(file));
  }

  Columns columns() {
    return columns;
  }

  BadRows badRows() {
    return badRows;
  }

  /** The next usable row, or null after the last. */
  @Nullable Row next() {
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (!line.isBlank()) {
        long number = lines.number();
        try {
          return row(number, line);
        } catch (BadValueException e) {
          badRows.report(e.at(number));
        }
      }
    }
    return null;
  }

  @Override
  public void close() {
    lines.close();
  }

  private List<String> columnNames(Path file) {
    if (!format.columns().isEmpty()) {
      return format.columns();
    }
    String header = lines.next();
    try {
      return header == null ? List.of() : splitter.split(header);
    } catch (BadValueException e) {
      lines.close();
      throw new UnreadableDataException(
          "%s does not name its columns on its first line: %s".formatted(file, e.at(1)), e);
    }
  }

  private Row row(long number, String line) {
    Row row = splitter.opensQuote(line) ? joined(number, line) : single(number, line);
    if (row.fields().size() != columns.size()) {
      throw new BadValueException(
          "the row has %d fields, but there are %d columns"
              .formatted(row.fields().size(), columns.size()),
          row.text());
    }
    return row;
  }

  private Row single(long number, String line) {
    return new Row(number, line, splitter.split(line));
  }

  /**
   * A row whose quoted field spans lines. When no following line closes the quote, only the first
   * line is given up and reading goes on behind it.
   */
  private Row joined(long number, String line) {
    StringBuilder text = new StringBuilder(line);
    List<String> taken = new ArrayList<>();
    while (taken.size() < LINES_PER_ROW) {
      String more = lines.next();
      if (more == null) {
        break;
      }
      taken.add(more);
      text.append('\n').append(more);
      if (!splitter.opensQuote(text.toString())) {
        try {
          return single(number, text.toString());
        } catch (BadValueException e) {
          break;
        }
      }
    }
    lines.putBack(taken);
    return single(number, line);
  }
}
