package dev.millrace.standalone.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How the rows of a file are written.
 *
 * @param name for messages
 * @param delimiter what stands between two fields
 * @param quoted whether fields can stand in double quotes
 * @param charset how characters are written
 * @param columns names of the columns; empty when the first line of the file names them
 */
record TableFormat(
    String name, String delimiter, boolean quoted, Charset charset, List<String> columns) {

  /** Prefix of MovieLens' columns that hold 1 for films of a genre. */
  static final String GENRE_FLAG = "is ";

  TableFormat {
    columns = List.copyOf(columns);
  }

  static TableFormat csv(String delimiter) {
    return new TableFormat("CSV", delimiter, true, StandardCharsets.UTF_8, List.of());
  }

  /** MovieLens 1M and 10M: fields between double colons. */
  static TableFormat doubleColon(Charset charset, List<String> columns) {
    return new TableFormat("MovieLens ::", "::", false, charset, columns);
  }

  /** MovieLens 100K's {@code u.data}. */
  static TableFormat movieLensData() {
    return new TableFormat(
        "MovieLens u.data",
        "\t",
        false,
        StandardCharsets.ISO_8859_1,
        List.of("user_id", "item_id", "rating", "timestamp"));
  }

  /** MovieLens 100K's {@code u.item}: 19 columns of 0 and 1 say which genres a film has. */
  static TableFormat movieLensItem() {
    return new TableFormat(
        "MovieLens u.item",
        "|",
        false,
        StandardCharsets.ISO_8859_1,
        List.of(
            "item_id",
            "title",
            "release date",
            "video release date",
            "url",
            GENRE_FLAG + "unknown",
            GENRE_FLAG + "Action",
            GENRE_FLAG + "Adventure",
            GENRE_FLAG + "Animation",
            GENRE_FLAG + "Children's",
            GENRE_FLAG + "Comedy",
            GENRE_FLAG + "Crime",
            GENRE_FLAG + "Documentary",
            GENRE_FLAG + "Drama",
            GENRE_FLAG + "Fantasy",
            GENRE_FLAG + "Film-Noir",
            GENRE_FLAG + "Horror",
            GENRE_FLAG + "Musical",
            GENRE_FLAG + "Mystery",
            GENRE_FLAG + "Romance",
            GENRE_FLAG + "Sci-Fi",
            GENRE_FLAG + "Thriller",
            GENRE_FLAG + "War",
            GENRE_FLAG + "Western"));
  }
}
