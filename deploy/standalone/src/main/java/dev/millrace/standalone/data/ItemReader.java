package dev.millrace.standalone.data;

import dev.millrace.avro.Item;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Reads catalogue items from CSV and MovieLens files. */
public final class ItemReader {

  private static final List<String> MOVIE_LENS = List.of("item_id", "title", "genres");
  private static final List<String> ITEM =
      Stream.concat(Columns.ITEM.stream(), Stream.of("id")).toList();
  private static final Set<String> NO_CATEGORY = Set.of("", "unknown", "(no genres listed)");
  private static final Set<String> YES = Set.of("", "true", "1", "yes");
  private static final Set<String> NO = Set.of("false", "0", "no");

  private final int item;
  private final int title;
  private final int categories;
  private final int available;
  private final List<Columns.Flag> genres;

  private ItemReader(Columns columns) {
    this.item = columns.require(ITEM);
    this.title = columns.require(Columns.TITLE);
    this.categories = columns.find(Columns.CATEGORIES);
    this.available = columns.find(Columns.AVAILABLE);
    this.genres = columns.flags(TableFormat.GENRE_FLAG);
  }

  /**
   * Opens a file; the format is told from its name and first line.
   *
   * @param file CSV with a header, or a MovieLens films file
   * @param badRows takes the rows that cannot be used
   * @return items in the order of the file
   * @throws UnreadableDataException if the file is missing, empty or lacks a column
   */
  public static RowStream<Item> open(Path file, BadRows badRows) {
    TableReader table = new TableReader(file, FormatDetector.detect(file, MOVIE_LENS), badRows);
    try {
      return new ParsedRows<>(table, new ItemReader(table.columns())::parse);
    } catch (UnreadableDataException e) {
      table.close();
      throw e;
    }
  }

  private Item parse(Row row) {
    return new Item(
        InteractionReader.id("item id", row.field(item)),
        row.field(title),
        genres.isEmpty() ? listed(row.field(categories)) : flagged(row),
        available(row.field(available)));
  }

  private static List<String> listed(String text) {
    return Arrays.stream(text.split("\\|", -1))
        .map(String::strip)
        .filter(category -> !NO_CATEGORY.contains(category))
        .toList();
  }

  private List<String> flagged(Row row) {
    return genres.stream()
        .filter(genre -> row.field(genre.column()).equals("1"))
        .map(Columns.Flag::name)
        .filter(category -> !NO_CATEGORY.contains(category))
        .toList();
  }

  private static boolean available(String text) {
    String answer = text.toLowerCase(Locale.ROOT);
    if (!YES.contains(answer) && !NO.contains(answer)) {
      throw new BadValueException("available is neither true nor false", text);
    }
    return YES.contains(answer);
  }
}
