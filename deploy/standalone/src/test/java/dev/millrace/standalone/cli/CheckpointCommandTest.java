package dev.millrace.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import dev.millrace.checkpoint.users.LearnedUsers;
import dev.millrace.checkpoint.users.UserHash;
import dev.millrace.standalone.testsupport.Cli;
import dev.millrace.standalone.testsupport.SampleCheckpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointCommandTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path shared;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  private StoredCheckpoint good;

  @SuppressWarnings("NullAway.Init")
  private StoredCheckpoint bad;

  @BeforeAll
  static void writeModel() throws IOException {
    Path items = shared.resolve("items.csv");
    Files.writeString(items, "item_id,title\n1,Blue Train\n2,Kind of Blue\n", UTF_8);
    Cli.run("model", "init", "--items", items.toString(), "--out", base().toString());
  }

  @BeforeEach
  void writeCheckpoints() throws IOException {
    SampleCheckpoints checkpoints = new SampleCheckpoints(folder.resolve("checkpoints"), base());
    good = checkpoints.write(1200, 0.0512);
    bad = checkpoints.write(2400, 0.0001);
  }

  @Test
  void shouldListWhatIsInTheStore() {
    Cli.Result result = run("list");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).hasLineCount(1).contains("no broker runs");
    assertThat(result.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("ID", "AGE", "STEP", "METRIC", "STATE"),
            line ->
                assertThat(line)
                    .contains(id(good), " 1200 ", " 38400 ", " msl ", "ndcg@10 0.0512", "promoted"),
            line -> assertThat(line).contains(id(bad), "ndcg@10 0.0001", "rejected"));
  }

  @Test
  void shouldShowWhereACheckpointComesFrom() throws IOException {
    Cli.Result text = run("show", "000000001200");
    Cli.Result json = run("show", id(good), "--json");

    assertThat(text.exitCode()).isZero();
    assertThat(text.out())
        .contains(id(good) + " of cds")
        .contains("full by msl {temperature=1.0}, seed 42")
        .contains("goes on at    epoch 1, example 1,200")
        .contains("ndcg@10 0.0512, popularity 0.0100, ", "on 400 cases: better");
    assertThat(new JsonMapper().readTree(json.out()).at("/progress/step").intValue())
        .isEqualTo(1200);
  }

  @Test
  void shouldTellWhichCheckpointsHaveLearnedFromAUserWhoIsForgotten() throws IOException {
    SampleCheckpoints checkpoints = new SampleCheckpoints(folder.resolve("checkpoints"), base());
    UserHash anna = UserHash.of("anna");
    UserHash bert = UserHash.of("bert");
    LearnedUsers both = LearnedUsers.none().with(Set.of(anna, bert));
    StoredCheckpoint before = checkpoints.write(3600, both);
    StoredCheckpoint after = checkpoints.write(4800, both.without(Map.of(anna, 100L)));

    assertThat(run("show").out().lines())
        .contains(
            "%s  2      1                0".formatted(id(before)),
            "%s  1      0                0".formatted(id(after)),
            "%s  ?      ?                0".formatted(id(good)));
    assertThat(run("show", id(before)).out())
        .contains("users         2 learned from, 1 of them asked to be forgotten since");
    assertThat(run("show", "--user", "anna").out().lines())
        .containsExactly(
            id(good) + "  not known: written before checkpoints knew their users",
            id(bad) + "  not known: written before checkpoints knew their users",
            id(before) + "  has learned from the user, who asked to be forgotten since",
            id(after) + "  its weights had learned from the user, who was forgotten then");
    assertThat(run("show", "0000000048", "--user", "bert").out())
        .isEqualToIgnoringNewLines(id(after) + "  has learned from the user");
    assertThat(run("show", id(after), "--user", "carl").out())
        .isEqualToIgnoringNewLines(id(after) + "  has not learned from the user");
  }

  @Test
  void shouldFindNothingWrongWithASoundCheckpoint() {
    Cli.Result byId = run("verify", id(good));
    Cli.Result byPath = run("verify", place(good).toString());

    assertThat(byId.err()).isEmpty();
    assertThat(byId.exitCode()).isZero();
    assertThat(byId.out())
        .contains(id(good) + " of cds is sound")
        .contains(good.reference().sha256());
    assertThat(byPath.out()).isEqualTo(byId.out());
  }

  @Test
  void shouldNameEveryFaultInALine() throws IOException {
    Path weights = place(good).resolve("model/model.safetensors");
    byte[] whole = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(whole, whole.length / 2));
    Files.delete(place(good).resolve("model/config.json"));
    Files.writeString(place(good).resolve("surprise"), "");

    Cli.Result result = run("verify", id(good));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).startsWith("millrace: model/config.json: missing"),
            line -> assertThat(line).startsWith("millrace: model/model.safetensors: truncated"),
            line -> assertThat(line).startsWith("millrace: surprise: not in the manifest"));
  }

  @Test
  void shouldSayWhenTheManifestIsNotTheOneAnnouncedOrNone() throws IOException {
    assertThat(run("verify", id(good), "--sha256", "0".repeat(64)).err())
        .hasLineCount(1)
        .contains("manifest.json: altered");

    Files.writeString(place(good).resolve("manifest.json"), "{}");
    Cli.Result unreadable = run("verify", id(good));
    assertThat(unreadable.exitCode()).isEqualTo(2);
    assertThat(unreadable.err()).contains("formatVersion 1 is known, found none");
    assertThat(run("list").out()).doesNotContain(id(good));
  }

  @Test
  void shouldSayInOneLineWhatWasAskedForWrongly() throws IOException {
    assertThat(run("show", "77").err())
        .isEqualToIgnoringNewLines(
            "millrace: There is no checkpoint 77 of cds; the newest is " + id(bad));
    assertThat(run("show", "0000").err()).contains("0000 could be any of [" + id(good));
    assertThat(run("list", "--store", "ftp://host/x").err())
        .contains("found 'ftp://host/x'")
        .hasLineCount(1);
    assertThat(run("list", "--store", folder.resolve("nothing").toString()).err())
        .contains("There are no checkpoints in the store");
    assertThat(run("promote", id(good)).err()).contains("No broker runs in");
    assertThat(Cli.run("checkpoint").err()).contains("Missing command: list, show");
    Files.move(place(good).resolveSibling(""), folder.resolve("checkpoints/books"));
    writeCheckpoints();
    assertThat(run("list").err()).contains("Pass --model, one of books, cds");
  }

  private Cli.Result run(String... arguments) {
    return Cli.run(
        Stream.concat(
                Stream.of("checkpoint"),
                Stream.concat(Arrays.stream(arguments), Stream.of("--data-dir", folder.toString())))
            .toArray(String[]::new));
  }

  private static Path base() {
    return shared.resolve("model");
  }

  private static Path place(StoredCheckpoint stored) {
    return Path.of(stored.reference().uri());
  }

  private static String id(StoredCheckpoint stored) {
    return stored.reference().id().value();
  }
}
