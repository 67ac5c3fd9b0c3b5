package dev.millrace.trainer.progressive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.checkpoint.Sha256;
import dev.millrace.model.collaborative.CollaborativeOptions;
import dev.millrace.model.collaborative.Decay;
import dev.millrace.model.collaborative.History;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.collaborative.ScoredItem;
import dev.millrace.model.collaborative.Selection;
import dev.millrace.trainer.example.LearningExample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleCountsTest {

  private static final Decay DECAY = Decay.halfLife(Duration.ofDays(1));
  private static final CollaborativeParameters PARAMETERS =
      new CollaborativeParameters(new CollaborativeOptions(5, 0.7, 10, DECAY), DECAY, 3);

  private final Path folder;

  ExampleCountsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void shouldKnowWhatFollowedOnceItWasCounted() {
    ItemDictionary names = new ItemDictionary();
    ExampleCounts counts = new ExampleCounts(names, PARAMETERS);
    History history = new History(names.internAll(List.of("a")), 5);
    Selection best = Selection.best(3);
    assertThat(counts.opinion().best(history, best)).isEmpty();

    counts.add(example(names, 5, "a", "b"));

    assertThat(counts.opinion().best(history, best))
        .extracting(ScoredItem::item)
        .containsExactly(names.find("b"), names.find("a"));
  }

  @Test
  void shouldGoOnFromACheckpointBitByBitWhateverNumbersItemsHave() throws IOException {
    ItemDictionary names = new ItemDictionary();
    ExampleCounts undisturbed = new ExampleCounts(names, PARAMETERS);
    count(undisturbed, names, 0, 300);
    Path middle = written(undisturbed, "middle");
    count(undisturbed, names, 300, 400);

    ItemDictionary others = new ItemDictionary();
    others.internAll(List.of("i7", "new", "i2"));
    ExampleCounts resumed = new ExampleCounts(others, PARAMETERS);
    resumed.read(middle);
    assertThat(sums(written(resumed, "again"))).isEqualTo(sums(middle));
    count(resumed, others, 300, 400);

    assertThat(sums(written(resumed, "resumed")))
        .isEqualTo(sums(written(undisturbed, "end")))
        .isNotEqualTo(sums(middle));
  }

  @Test
  void shouldBeginWithNothingWhereACheckpointHasNoCounts() throws IOException {
    ExampleCounts counts = new ExampleCounts(new ItemDictionary(), PARAMETERS);

    counts.read(folder);

    assertThat(counts.recommender().mostPopular(Selection.best(1))).isEmpty();
  }

  private static void count(ExampleCounts counts, ItemDictionary names, int from, int to) {
    for (int number = from; number < to; number++) {
      Random random = new Random(number);
      String[] items =
          random.ints(2 + random.nextInt(6), 0, 12).mapToObj(i -> "i" + i).toArray(String[]::new);
      counts.add(example(names, 3_600_000L * number, items));
    }
  }

  private static LearningExample example(ItemDictionary names, long time, String... items) {
    ItemIds all = names.internAll(List.of(items));
    ItemIds history = names.internAll(List.of(items).subList(0, items.length - 1));
    return new LearningExample("e", "u", history, all.get(items.length - 1), time);
  }

  private Path written(ExampleCounts counts, String name) throws IOException {
    Path directory = Files.createDirectory(folder.resolve(name));
    counts.write(directory);
    return directory;
  }

  private static List<String> sums(Path directory) throws IOException {
    return List.of(
        Sha256.of(directory.resolve("transitions.avro")),
        Sha256.of(directory.resolve("popularity.avro")));
  }
}
