package dev.millrace.standalone.serving;

import dev.millrace.avro.Item;
import dev.millrace.model.init.InitProgress;
import dev.millrace.model.init.InitialModel;
import dev.millrace.model.init.ModelInitializer;
import dev.millrace.model.init.ModelSize;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Items with titles of a few words, and a language model that can say them. */
final class TitledCatalogue {

  static final int ITEMS = 60;

  private static final List<String> WORDS =
      List.of("blue", "train", "night", "in", "tunisia", "kind", "of", "love", "supreme", "river");

  private TitledCatalogue() {}

  /** Writes a model that nobody trained. */
  static void makeModel(Path folder) {
    new ModelInitializer(new InitialModel(ModelSize.TINY, 300, 1), InitProgress.silent())
        .write(IntStream.range(0, ITEMS).mapToObj(TitledCatalogue::title).toList(), folder, true);
  }

  /** Writes the items, and that two others follow the first one. */
  static void fill(ServingFixture fixture) {
    for (int item = 0; item < ITEMS; item++) {
      fixture.send(fixture.topics().items(), "i" + item, item(item, title(item)));
    }
    fixture.flush();
    fixture.write(
        fixture.topics().itemTransitions(), "i0", TestRecords.transitions("i0", "i1", "i2"));
  }

  static Item item(int number, String title) {
    return new Item("i" + number, title, List.of(), true);
  }

  static String title(int item) {
    return WORDS.get(item % 10) + " " + WORDS.get(item / 10) + " " + WORDS.get((item * 7) % 10);
  }
}
