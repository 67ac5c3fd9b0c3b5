package dev.millrace.standalone.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Item;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemReaderTest {

  private final Path folder;
  private final List<String> shown = new ArrayList<>();
  private final BadRows badRows = new BadRows(shown::add);

  ItemReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void shouldReadQuotedTitlesWhenTheyHoldCommasQuotesAndLineBreaks() {
    List<Item> items =
        csv(
            """
            item_id,title,categories
            1,"Greatest Hits, Vol. 2",Rock|Pop
            2,"The ""Best"" of", Jazz
            3,"Two
            lines",
            4, 12" Singles ,Dance
            """);

    assertThat(items)
        .containsExactly(
            new Item("1", "Greatest Hits, Vol. 2", List.of("Rock", "Pop"), true),
            new Item("2", "The \"Best\" of", List.of("Jazz"), true),
            new Item("3", "Two\nlines", List.of(), true),
            new Item("4", "12\" Singles", List.of("Dance"), true));
    assertThat(shown).isEmpty();
  }

  @Test
  void shouldLoseOneRowOnlyWhenItsQuoteIsNeverClosed() {
    List<Item> items = csv("id,name\n1,\"Open\n2,\"Shut, really\"\n" + "3,More\n".repeat(100));

    assertThat(items).hasSize(101).first().extracting(Item::getTitle).isEqualTo("Shut, really");
    assertThat(shown).hasSize(1).first().asString().startsWith("line 2: quotes are wrong");
  }

  @Test
  void shouldReportWhereTheNextBadRowIsWhenAFieldSpansLines() {
    csv("id,name\n1,\"Two\nlines\"\n,Nobody\n");

    assertThat(shown).containsExactly("line 4: item id is missing; found ''");
  }

  @Test
  void shouldReadAvailabilityWhenThereIsAColumn() {
    List<Item> items = csv("id,title,in_stock\n1,A,true\n2,B,0\n3,C,\n4,D,perhaps\n");

    assertThat(items).extracting(Item::getAvailable).containsExactly(true, false, true);
    assertThat(shown)
        .containsExactly("line 5: available is neither true nor false; found 'perhaps'");
  }

  @Test
  void shouldReadMovieLensLatestFilms() {
    assertThat(csv("movieId,title,genres\n1,\"Net, The (1995)\",(no genres listed)\n"))
        .containsExactly(new Item("1", "Net, The (1995)", List.of(), true));
  }

  @Test
  void shouldReadMovieLensFilmsWithGenreFlags() {
    String none = "|0".repeat(16);
    String row = "7|Mis\u00e9rables, Les (1995)|01-Jan-1995||http://x|0|1|1" + none + "\n";

    assertThat(read("u.item", row, StandardCharsets.ISO_8859_1))
        .containsExactly(
            new Item("7", "Mis\u00e9rables, Les (1995)", List.of("Action", "Adventure"), true));
  }

  @Test
  void shouldReadMovieLensFilmsBetweenColonsWhenTheyAreLatin1OrUtf8() {
    String row = "73::Mis\u00e9rables, Les (1995)::Drama|Musical\n";
    Item expected =
        new Item("73", "Mis\u00e9rables, Les (1995)", List.of("Drama", "Musical"), true);

    assertThat(read("movies.dat", row, StandardCharsets.ISO_8859_1)).containsExactly(expected);
    assertThat(read("movies.dat", row, StandardCharsets.UTF_8)).containsExactly(expected);
  }

  private List<Item> csv(String text) {
    return read("items.csv", text, StandardCharsets.UTF_8);
  }

  private List<Item> read(String name, String text, Charset charset) {
    try {
      List<Item> all = new ArrayList<>();
      Path file = Files.writeString(folder.resolve(name), text, charset);
      try (RowStream<Item> rows = ItemReader.open(file, badRows)) {
        rows.forEachRemaining(all::add);
      }
      return all;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
