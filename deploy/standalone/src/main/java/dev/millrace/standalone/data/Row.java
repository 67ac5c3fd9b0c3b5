package dev.millrace.standalone.data;

import java.util.List;

/**
 * One row, split into fields.
 *
 * @param line line on which it starts, counted from 1
 * @param text the row as it stands in the file
 * @param fields the fields, stripped of surrounding blanks
 */
record Row(long line, String text, List<String> fields) {

  /** The field in a column, or an empty text for a column that the file does not have. */
  String field(int column) {
    return column == Columns.ABSENT ? "" : fields.get(column);
  }
}
