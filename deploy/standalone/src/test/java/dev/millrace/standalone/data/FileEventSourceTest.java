package dev.millrace.standalone.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.avro.Interaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileEventSourceTest {

  private final Path folder;

  FileEventSourceTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void shouldSortByEventTimeWhenTheFileIsNotInThatOrder() throws IOException {
    Files.writeString(folder.resolve("u.data"), "1\t7\t3\t30\n2\t8\t3\t10\nx\n1\t9\t3\t20\n");
    FileEventSource source = new FileEventSource(DataFiles.in(folder));

    assertThat(items(source)).containsExactly("8", "9", "7");
    assertThat(source.interactionCount()).hasValue(3);
    assertThat(source.interactions().badRows()).isEqualTo(1);
  }

  @Test
  void shouldKeepTheOrderOfTheFileWhenTimesAreEqual() throws IOException {
    Files.writeString(folder.resolve("u.data"), "1\t7\t3\t30\n1\t5\t3\t10\n1\t6\t3\t10\n");

    assertThat(items(new FileEventSource(DataFiles.in(folder)))).containsExactly("5", "6", "7");
  }

  @Test
  void shouldFindTheFilesOfEachKindOfDataSet() throws IOException {
    for (String name : List.of("ratings.csv", "ratings.dat", "u.data", "interactions.csv")) {
      Path file = Files.createFile(folder.resolve(name));

      assertThat(DataFiles.in(folder).interactions()).isEqualTo(file);
    }
    assertThat(DataFiles.in(folder).items()).isNull();

    Path items = Files.createFile(folder.resolve("items.csv"));

    assertThat(DataFiles.in(folder).items()).isEqualTo(items);
  }

  @Test
  void shouldSayWhatItLookedForWhenTheFolderHasNoData() {
    assertThatThrownBy(() -> DataFiles.in(folder))
        .isInstanceOf(UnreadableDataException.class)
        .hasMessageContaining("[interactions.csv, u.data, ratings.dat, ratings.csv]");
  }

  @Test
  void shouldReadTheRealDataWithoutABadRow() {
    FileEventSource source = new FileEventSource(DataFiles.in(RealData.require("movielens-100k")));

    assertThat(source.interactionCount()).hasValue(100_000);
    try (var rows = source.items()) {
      List<Object> items = new ArrayList<>();
      rows.forEachRemaining(items::add);
      assertThat(items).hasSize(1_682);
      assertThat(rows.badRows()).isZero();
    }
  }

  @Test
  void shouldReadTheRealTitlesAndCasesWithoutABadRow() {
    Path cds = RealData.require("amazon-cds");

    assertThat(count(ItemReader.open(cds.resolve("items.csv"), BadRows.silent()))).isEqualTo(5_841);
    assertThat(count(CaseReader.open(cds.resolve("train.csv"), BadRows.silent())))
        .isEqualTo(49_251);
    assertThat(count(CaseReader.open(cds.resolve("test.csv"), BadRows.silent()))).isEqualTo(6_157);
  }

  private static int count(RowStream<?> rows) {
    int count = 0;
    try (rows) {
      for (; rows.hasNext(); rows.next()) {
        count++;
      }
      assertThat(rows.badRows()).isZero();
    }
    return count;
  }

  private static List<String> items(EventSource source) {
    List<String> items = new ArrayList<>();
    try (RowStream<Interaction> rows = source.interactions()) {
      rows.forEachRemaining(row -> items.add(row.getItemId()));
    }
    return items;
  }
}
