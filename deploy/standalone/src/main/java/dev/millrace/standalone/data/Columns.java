package dev.millrace.standalone.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The columns of a file, found by name. Names are compared without case, blanks, {@code _} and
 * {@code -}, and without a type suffix such as {@code :token}.
 */
final class Columns {

  /** Index of a column that a file does not have. */
  static final int ABSENT = -1;

  static final List<String> USER = List.of("user_id", "user", "uid", "visitor_id", "customer_id");
  static final List<String> ITEM = List.of("item_id", "movie_id", "item", "product_id", "iid");
  static final List<String> RATING = List.of("rating", "value", "score");
  static final List<String> TYPE = List.of("type", "event_type", "event", "action");
  static final List<String> TIMESTAMP = List.of("timestamp", "ts", "time", "event_time");
  static final List<String> EVENT_ID = List.of("event_id");
  static final List<String> TITLE = List.of("title", "name");
  static final List<String> CATEGORIES = List.of("categories", "category", "genres", "genre");
  static final List<String> AVAILABLE = List.of("available", "in_stock");

  private final String file;
  private final List<String> names;
  private final List<String> plain = new ArrayList<>();

  Columns(String file, List<String> names) {
    this.file = file;
    this.names = List.copyOf(names);
    names.forEach(name -> plain.add(plain(name)));
  }

  int size() {
    return names.size();
  }

  /** Columns whose name starts with a prefix, as index and rest of the name. */
  List<Flag> flags(String prefix) {
    List<Flag> flags = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).startsWith(prefix)) {
        flags.add(new Flag(i, names.get(i).substring(prefix.length())));
      }
    }
    return flags;
  }

  /** The first column that has one of the names, in the order of the names. */
  int find(List<String> accepted) {
    for (String name : accepted) {
      int index = plain.indexOf(plain(name));
      if (index >= 0) {
        return index;
      }
    }
    return ABSENT;
  }

  int require(List<String> accepted) {
    int index = find(accepted);
    if (index == ABSENT) {
      throw new UnreadableDataException(
          "%s has no column named %s; its first line names %s"
              .formatted(file, String.join(" or ", accepted), names));
    }
    return index;
  }

  private static String plain(String name) {
    int suffix = name.indexOf(':');
    String bare = suffix < 0 ? name : name.substring(0, suffix);
    return bare.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
  }

  /**
   * A column that says yes or no.
   *
   * @param column index of the column
   * @param name what it says yes or no to
   */
  record Flag(int column, String name) {}
}
