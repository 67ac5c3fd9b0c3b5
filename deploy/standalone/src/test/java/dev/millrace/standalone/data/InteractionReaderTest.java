package dev.millrace.standalone.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.avro.Interaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InteractionReaderTest {

  private static final String HEADER = "user_id,item_id,rating,timestamp\n";

  private final Path folder;
  private final List<String> shown = new ArrayList<>();
  private final BadRows badRows = new BadRows(shown::add);

  InteractionReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void shouldReadEveryColumnWhenAllAreThere() {
    List<Interaction> rows =
        read("event_id,user_id,item_id,type,value,timestamp\ne1,u1,i1,play,0.5,874724710000\n");

    assertThat(rows)
        .containsExactly(new Interaction("e1", "u1", "i1", "play", 0.5, 874_724_710_000L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userId,movieId,rating,timestamp",
        "user,item,score,ts",
        "User ID,Item-ID,Value,time",
        "user_id:token,item_id:token,rating:float,timestamp:float",
        "\uFEFFuser_id,item_id,rating,timestamp"
      })
  void shouldFindColumnsWhenTheyHaveOtherNames(String header) {
    assertThat(read(header + "\nu1,i1,4,874724710000\n"))
        .extracting(Interaction::getUserId, Interaction::getItemId, Interaction::getValue)
        .containsExactly(tuple("u1", "i1", 4.0));
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t"})
  void shouldFindTheDelimiterWhenItIsNoComma(String delimiter) {
    String text = (HEADER + "u1,i1,4,874724710000\n").replace(",", delimiter);

    assertThat(read(text)).extracting(Interaction::getItemId).containsExactly("i1");
  }

  @Test
  void shouldCallItARatingWhenThereIsAValueAndAClickOtherwise() {
    assertThat(read(HEADER + "u1,i1,4,874724710000\nu1,i2,,874724710000\n"))
        .extracting(Interaction::getType, Interaction::getValue)
        .containsExactly(tuple("rating", 4.0), tuple("click", null));
  }

  @ParameterizedTest
  @CsvSource({
    "874724710, 874724710000",
    "874724710.25, 874724710250",
    "874724710000, 874724710000",
    "874724710000123, 874724710000",
    "874724710000123456, 874724710000",
    "1997-09-20T03:05:10Z, 874724710000",
    "1997-09-20T05:05:10+02:00, 874724710000",
    "1997-09-20T03:05:10, 874724710000",
    "1997-09-20 03:05:10, 874724710000",
    "1997-09-20, 874713600000"
  })
  void shouldTellTheUnitOfTheTimestampFromItsMagnitude(String text, long milliseconds) {
    assertThat(read(HEADER + "u1,i1,4," + text + "\n"))
        .extracting(Interaction::getTimestamp)
        .containsExactly(milliseconds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        ",i1,4,874724710000!user id is missing; found ''",
        "u1,,4,874724710000!item id is missing; found ''",
        "u1,i1,good,874724710000!rating is not a finite number; found 'good'",
        "u1,i1,NaN,874724710000!rating is not a finite number; found 'NaN'",
        "u1,i1,4,!timestamp is missing; found ''",
        "u1,i1,4,-5!timestamp is before 1970; found '-5'",
        "u1,i1,4,874724710!timestamp looks like seconds, but the file's first is in milliseconds;"
            + " found '874724710'",
        "u1,i1,4,yesterday!timestamp is neither seconds or milliseconds since 1970 nor ISO-8601;"
            + " found 'yesterday'",
        "u1,i1,4,2020-02-31!timestamp is neither seconds or milliseconds since 1970 nor ISO-8601;"
            + " found '2020-02-31'",
        "u1,i1,4!the row has 3 fields, but there are 4 columns; found 'u1,i1,4'",
        "u1,i1,4,874724710000,x!the row has 5 fields, but there are 4 columns;"
            + " found 'u1,i1,4,874724710000,x'",
        "u1,\"i1,4,874724710000!quotes are wrong: a quoted field ends with \" and doubles every \""
            + " inside; found 'u1,\"i1,4,874724710000'",
        "u1,\"i\"1,4,874724710000!quotes are wrong: a quoted field ends with \" and doubles every"
            + " \" inside; found 'u1,\"i\"1,4,874724710000'",
      })
  void shouldReportTheRowAndGoOnWhenItIsBad(String row, String report) {
    String good = "u1,i1,4,874724710000\n";

    assertThat(read(HEADER + good + row + "\n" + good + good)).hasSize(3);
    assertThat(shown).containsExactly("line 3: " + report);
  }

  @Test
  void shouldReportTheRowWhenAnIdIsNotUtf8() throws IOException {
    byte[] text = (HEADER + "u\u00e9,i1,4,874724710000\n").getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("interactions.csv"), text);

    assertThat(read(file)).isEmpty();
    assertThat(shown).containsExactly("line 2: user id is not valid UTF-8; found 'u\uFFFD'");
  }

  @Test
  void shouldShowTheFirstBadRowsAndCountAllWhenThereAreMany() {
    read(HEADER + "bad\n".repeat(50));

    assertThat(badRows.count()).isEqualTo(50);
    assertThat(badRows.first()).hasSize(BadRows.SHOWN);
    assertThat(shown).hasSize(BadRows.SHOWN + 1).last().asString().contains("only counted");
  }

  @Test
  void shouldGiveTheSameIdsWhenTheFileIsReadAgain() {
    String text = HEADER + "u1,i1,4,874724710000\nu1,i1,4,874724710000\n";

    List<Interaction> first = read(text);

    assertThat(read(text)).isEqualTo(first);
    assertThat(first).extracting(Interaction::getEventId).doesNotHaveDuplicates();
  }

  @Test
  void shouldNameTheColumnsFoundAndAcceptedWhenOneIsMissing() {
    assertThatThrownBy(() -> read("user_id,thing,timestamp\nu1,i1,1\n"))
        .isInstanceOf(UnreadableDataException.class)
        .hasMessageContaining("item_id or movie_id")
        .hasMessageContaining("[user_id, thing, timestamp]");
  }

  @Test
  void shouldSaySoWhenTheFileIsEmptyOrMissing() {
    assertThatThrownBy(() -> read("")).hasMessageContaining("nothing on its first line");
    assertThatThrownBy(() -> read(folder.resolve("none.csv")))
        .isInstanceOf(UnreadableDataException.class)
        .hasMessageContaining("There is no file");
  }

  @Test
  void shouldReadMovieLensData() {
    assertThat(read("u.data", "196\t242\t3\t881250949\n186\t302\t3\t891717742\n"))
        .extracting(Interaction::getUserId, Interaction::getItemId, Interaction::getTimestamp)
        .containsExactly(
            tuple("196", "242", 881_250_949_000L), tuple("186", "302", 891_717_742_000L));
  }

  @Test
  void shouldReadMovieLensRatingsBetweenColons() {
    assertThat(read("ratings.dat", "1::1193::4.5::978300760\n"))
        .extracting(Interaction::getItemId, Interaction::getValue, Interaction::getType)
        .containsExactly(tuple("1193", 4.5, "rating"));
  }

  private List<Interaction> read(String text) {
    return read("interactions.csv", text);
  }

  private List<Interaction> read(String name, String text) {
    try {
      return read(Files.writeString(folder.resolve(name), text));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<Interaction> read(Path file) {
    List<Interaction> all = new ArrayList<>();
    try (RowStream<Interaction> rows = InteractionReader.open(file, badRows)) {
      rows.forEachRemaining(all::add);
      assertThat(rows.badRows()).isEqualTo(badRows.count());
    }
    return all;
  }
}
