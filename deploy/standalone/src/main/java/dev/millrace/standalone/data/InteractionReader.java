package dev.millrace.standalone.data;

import dev.millrace.avro.Interaction;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads interactions from CSV and MovieLens files. */
public final class InteractionReader {

  private static final List<String> MOVIE_LENS =
      List.of("user_id", "item_id", "rating", "timestamp");
  private static final String UNDECODABLE = "\uFFFD";

  private final int user;
  private final int item;
  private final int timestamp;
  private final int rating;
  private final int type;
  private final int eventId;
  private final EventTimes times;
  private final EventIds ids = new EventIds();

  private InteractionReader(Columns columns, EventTimes times) {
    this.user = columns.require(Columns.USER);
    this.item = columns.require(Columns.ITEM);
    this.timestamp = columns.require(Columns.TIMESTAMP);
    this.rating = columns.find(Columns.RATING);
    this.type = columns.find(Columns.TYPE);
    this.eventId = columns.find(Columns.EVENT_ID);
    this.times = times;
  }

  /**
   * Opens a file; the format is told from its name and first line.
   *
   * @param file CSV with a header, or a MovieLens ratings file
   * @param badRows takes the rows that cannot be used
   * @return interactions in the order of the file, with event ids that are the same each time
   * @throws UnreadableDataException if the file is missing, empty or lacks a column
   */
  public static RowStream<Interaction> open(Path file, BadRows badRows) {
    TableReader table = new TableReader(file, FormatDetector.detect(file, MOVIE_LENS), badRows);
    try {
      EventTimes times = new EventTimes(String.valueOf(file.getFileName()), badRows.shown());
      return new ParsedRows<>(table, new InteractionReader(table.columns(), times)::parse);
    } catch (UnreadableDataException e) {
      table.close();
      throw e;
    }
  }

  private Interaction parse(Row row) {
    Double value = value(row.field(rating));
    return new Interaction(
        eventId(row),
        id("user id", row.field(user)),
        id("item id", row.field(item)),
        type(row.field(type), value),
        value,
        times.parse(row.field(timestamp)));
  }

  private String eventId(Row row) {
    String given = row.field(eventId);
    return given.isEmpty() ? ids.idOf(row) : given;
  }

  private static String type(String given, @Nullable Double value) {
    if (!given.isEmpty()) {
      return given;
    }
    return value == null ? "click" : "rating";
  }

  static String id(String what, String text) {
    if (text.isEmpty()) {
      throw new BadValueException(what + " is missing", text);
    }
    if (text.contains(UNDECODABLE)) {
      throw new BadValueException(what + " is not valid UTF-8", text);
    }
    return text;
  }

  private static @Nullable Double value(String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Not a number either: the same answer as for NaN and infinity.
    }
    throw new BadValueException("rating is not a finite number", text);
  }
}
