package dev.millrace.standalone.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a data set.
 *
 * @param items catalogue; null when there is none
 * @param interactions interactions; null when there are none
 */
public record DataFiles(@Nullable Path items, @Nullable Path interactions) {

  private static final List<Pair> KNOWN =
      List.of(
          new Pair("items.csv", "interactions.csv"),
          new Pair("u.item", "u.data"),
          new Pair("movies.dat", "ratings.dat"),
          new Pair("movies.csv", "ratings.csv"));

  /**
   * @throws IllegalArgumentException if there is neither
   */
  public DataFiles {
    if (items == null && interactions == null) {
      throw new IllegalArgumentException("Give a file of items, of interactions, or both");
    }
  }

  /**
   * Finds the files in a folder: {@code items.csv} with {@code interactions.csv}, or those of a
   * MovieLens release.
   *
   * @param folder where to look
   * @throws UnreadableDataException if the folder has none of them
   */
  public static DataFiles in(Path folder) {
    for (Pair pair : KNOWN) {
      Path interactions = folder.resolve(pair.interactions());
      if (Files.isRegularFile(interactions)) {
        Path items = folder.resolve(pair.items());
        return new DataFiles(Files.isRegularFile(items) ? items : null, interactions);
      }
    }
    throw new UnreadableDataException(
        "%s has no interactions to replay; looked for %s"
            .formatted(folder, KNOWN.stream().map(Pair::interactions).toList()));
  }

  private record Pair(String items, String interactions) {}
}
