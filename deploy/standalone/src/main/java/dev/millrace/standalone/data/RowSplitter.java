package dev.millrace.standalone.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Splits the text of a row into fields. */
final class RowSplitter {

  private final TableFormat format;
  private final CSVFormat quotedRows;

  RowSplitter(TableFormat format) {
    this.format = format;
    this.quotedRows =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(format.delimiter())
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(false)
            .get();
  }

  /**
   * @throws BadValueException if quotes are wrong
   */
  List<String> split(String text) {
    return hasQuotes(text) ? splitQuoted(text) : splitPlain(text);
  }

  /** Whether a quoted field goes on in the next line. */
  boolean opensQuote(String text) {
    return hasQuotes(text) && text.chars().filter(c -> c == '"').count() % 2 == 1;
  }

  private boolean hasQuotes(String text) {
    return format.quoted() && text.indexOf('"') >= 0;
  }

  private List<String> splitPlain(String text) {
    List<String> fields = new ArrayList<>();
    String delimiter = format.delimiter();
    int from = 0;
    for (int to = text.indexOf(delimiter); to >= 0; to = text.indexOf(delimiter, from)) {
      fields.add(text.substring(from, to).strip());
      from = to + delimiter.length();
    }
    fields.add(text.substring(from).strip());
    return fields;
  }

  private List<String> splitQuoted(String text) {
    try (CSVParser parser = CSVParser.parse(text, quotedRows)) {
      List<CSVRecord> records = parser.getRecords();
      if (records.size() != 1) {
        throw new BadValueException("a quoted field is not closed on its line", text);
      }
      return records.get(0).stream().map(String::strip).toList();
    } catch (IOException | UncheckedIOException e) {
      throw new BadValueException(
          "quotes are wrong: a quoted field ends with \" and doubles every \" inside", text);
    }
  }
}
