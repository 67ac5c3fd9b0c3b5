package dev.millrace.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.standalone.testsupport.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data set in which each item is followed by the next one of twelve. */
class EvaluateCommandTest {

  private static final int ITEMS = 12;

  private final Path folder;

  EvaluateCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void writeDataset() throws IOException {
    List<String> items = new ArrayList<>(List.of("item_id,title"));
    for (int item = 0; item < ITEMS; item++) {
      items.add("i%d,Title %d".formatted(item, item / 2));
    }
    Files.write(folder.resolve("items.csv"), items);
    Files.write(folder.resolve("train.csv"), cases(40));
    Files.write(folder.resolve("valid.csv"), cases(ITEMS));
    Files.write(folder.resolve("test.csv"), cases(ITEMS));
  }

  /** Overlapping cases of users who walk round; the item before the target tells it. */
  private static List<String> cases(int users) {
    List<String> rows = new ArrayList<>(List.of("user_id,history,target"));
    for (int user = 0; user < users; user++) {
      String history = "i" + user % ITEMS;
      for (int step = 1; step < 4; step++) {
        String target = "i" + (user + step) % ITEMS;
        rows.add("u%d,%s,%s".formatted(user, history, target));
        history += " " + target;
      }
    }
    return rows;
  }

  @Test
  void shouldMakeNoRunTwiceWhenRunsAreKept() throws IOException {
    Path runs = folder.resolve("runs.jsonl");
    Cli.Result first = evaluate("--models", "transitions", "--runs", runs.toString());
    Cli.Result more = evaluate("--models", "transitions,popularity", "--runs", runs.toString());
    Cli.Result valid =
        evaluate("--models", "transitions", "--runs", runs.toString(), "--split", "valid");

    assertThat(valid.exitCode()).as(valid.err()).isZero();
    assertThat(more.out()).startsWith(first.out().stripTrailing());
    assertThat(Files.readAllLines(runs)).hasSize(3);
  }

  @Test
  void shouldNameTheLineWhenKeptRunsAreDamaged() throws IOException {
    Path runs = folder.resolve("runs.jsonl");
    evaluate("--models", "transitions", "--runs", runs.toString());
    Files.writeString(runs, "{\"settings\": 1", StandardOpenOption.APPEND);

    Cli.Result result = evaluate("--models", "transitions", "--runs", runs.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("runs.jsonl, line 2 is no finished run");
  }

  @Test
  void shouldPrintATableInWhichTransitionsKnowWhatFollows() {
    Cli.Result result = evaluate("--models", "popularity,transitions", "--match", "item");

    assertThat(result.exitCode()).as(result.err()).isZero();
    List<String> lines = result.out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .matches("MODEL +HR@5 +HR@10 +NDCG@5 +NDCG@10 +MRR +SECONDS +PARAMETERS");
    assertThat(lines.get(1)).matches("popularity +0\\.[0-9]{4} .*");
    assertThat(lines.get(2)).startsWith("transitions  1.0000  1.0000");
    assertThat(result.err()).contains("12 items, 40 training sequences, 36 valid cases, 36 judged");
  }

  @Test
  void shouldTrainNetworksOnceForEachSeedAndShowTheirProgress() throws JsonProcessingException {
    Cli.Result result =
        evaluate(
            "--models=sasrec,gru4rec,caser", "--seeds=2", "--epochs=3", "--split=valid", "--json");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err())
        .contains("sasrec seed 1  epoch 1/3  loss ", "caser seed 2  epoch 3/3", "targets/s", "ETA");
    JsonNode root = new JsonMapper().readTree(result.out());
    assertThat(root.path("split").asText()).isEqualTo("valid");
    assertThat(root.path("cases").asInt()).isEqualTo(36);
    assertThat(root.path("models").findValuesAsText("model"))
        .containsExactly("sasrec", "gru4rec", "caser");
    for (JsonNode model : root.path("models")) {
      JsonNode runs = model.path("runs");
      assertThat(runs).hasSize(2);
      double first = runs.path(0).path("ndcgAt10").asDouble();
      double second = runs.path(1).path("ndcgAt10").asDouble();
      assertThat(first).isNotEqualTo(second);
      assertThat(model.path("mean").path("ndcgAt10").asDouble())
          .isCloseTo((first + second) / 2, within(1e-12));
      assertThat(model.path("standardDeviation").path("ndcgAt10").asDouble())
          .isCloseTo(Math.abs(first - second) / Math.sqrt(2), within(1e-12));
      assertThat(runs.path(0).path("parameters").asLong()).isGreaterThan(ITEMS * 64);
    }
  }

  @Test
  void shouldTrainLanguageModelsAndJudgeThemAloneAndWithTheTransitions()
      throws JsonProcessingException {
    Cli.Result result =
        evaluate(
            "--models=msl,ilrec",
            "--json",
            "--set=trainer.offline.epochs=2",
            "--set=trainer.offline.examples-per-step=8",
            "--set=trainer.optimization.warm-up-steps=5",
            "--set=trainer.judging.beam=6");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).contains("ilrec seed 1  epoch 2/2  loss ", "valid NDCG@10");
    JsonNode models = new JsonMapper().readTree(result.out()).path("models");
    assertThat(models.findValuesAsText("model"))
        .containsExactly("msl", "msl + transitions", "ilrec", "ilrec + transitions");
    for (JsonNode model : models) {
      assertThat(model.path("mean").path("hitRateAt10").asDouble()).isPositive();
      assertThat(model.path("mean").path("ndcgAt10").asDouble()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void shouldWriteTheNetworksWhenAskedTo() {
    Path out = folder.resolve("networks");
    Cli.Result result =
        evaluate("--models=popularity,gru4rec", "--epochs=1", "--export", out.toString());

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(out).isDirectoryContaining("glob:**gru4rec-1.safetensors");
    assertThat(out).isDirectoryNotContaining("glob:**popularity*");
  }

  @Test
  void shouldCountAHitOnAnyItemWithTheTitleUnlessToldOtherwise() {
    double title = hitRate("--match=title");
    double item = hitRate("--match=item");

    assertThat(title).isGreaterThan(item);
  }

  private double hitRate(String match) {
    String line = evaluate("--models=popularity", match).out().lines().toList().get(1);
    return Double.parseDouble(line.split(" +", -1)[1]);
  }

  @Test
  void shouldNameTheModelsThatThereAreWhenOneIsUnknown() {
    assertUsage(
        evaluate("--models=popularity,bert"),
        "millrace: --models takes any of popularity, transitions, sasrec, gru4rec, caser, lml, msl,"
            + " msl+ats, ilrec, ilrec+ats, ilrec-cpo, ilrec-cpd, ilrec-crr, final-layer-negatives;"
            + " found 'bert'");
  }

  @Test
  void shouldSayWhatIsWrongWithOptionsAndFiles() throws IOException {
    assertUsage(evaluate("--epochs=0"), "millrace: epochs is at least 1, but was 0");
    assertUsage(evaluate("--seeds=0"), "millrace: --seeds is at least 1; found 0");
    Path nowhere = folder.resolve("nowhere");
    assertUsage(
        Cli.run("evaluate", "--dataset", nowhere.toString()),
        "millrace: --dataset %s is no folder; it needs items.csv, train.csv, valid.csv and test.csv"
            .formatted(nowhere));
    Files.delete(folder.resolve("valid.csv"));
    Cli.Result missing = evaluate();
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err().lines()).hasSize(1);
    assertThat(missing.err()).contains("valid.csv");
  }

  private static void assertUsage(Cli.Result result, String message) {
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().strip()).isEqualTo(message);
  }

  private Cli.Result evaluate(String... arguments) {
    List<String> all = new ArrayList<>(List.of("evaluate", "--dataset", folder.toString()));
    all.addAll(List.of(arguments));
    return Cli.run(all.toArray(String[]::new));
  }
}
