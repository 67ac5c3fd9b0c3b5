package dev.millrace.trainer.testsupport;

import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.TitleEncoder;
import dev.millrace.model.catalogue.TitledItem;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.init.InitProgress;
import dev.millrace.model.init.InitialModel;
import dev.millrace.model.init.ModelInitializer;
import dev.millrace.model.init.ModelSize;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.DecoderOptions;
import dev.millrace.model.prompt.PromptLimits;
import dev.millrace.model.prompt.PromptRenderer;
import dev.millrace.model.prompt.PromptTemplate;
import dev.millrace.model.tokenizer.JsonTokenizer;
import dev.millrace.trainer.example.LearningExample;
import dev.millrace.trainer.example.RowPacker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A few records, people who take them, and a model that was made from the titles. */
public final class SmallShop implements AutoCloseable {

  private static final List<String> TITLES =
      List.of(
          "Blue Train",
          "Blue Note Story",
          "Kind of Blue",
          "Kind of Blue, Disc 2",
          "A Love Supreme",
          "A Night in Tunisia",
          "A Night at Birdland",
          "Giant Steps",
          "Giants of Jazz",
          "Mingus Ah Um",
          "Time Out",
          "Time Further Out");

  private final Path directory;
  private final ItemDictionary items = new ItemDictionary();
  private final JsonTokenizer tokenizer;
  private final Catalogue catalogue;

  /**
   * @param directory an empty one
   */
  public SmallShop(Path directory) {
    this.directory = directory.resolve("model");
    new ModelInitializer(new InitialModel(ModelSize.TINY, 300, 7), InitProgress.silent())
        .write(TITLES, this.directory, false);
    this.tokenizer = JsonTokenizer.load(this.directory);
    List<TitledItem> titled = new ArrayList<>();
    for (int item = 0; item < TITLES.size(); item++) {
      items.intern("i" + item);
      titled.add(TitledItem.of("i" + item, TITLES.get(item)));
    }
    items.intern("untitled");
    this.catalogue = Catalogue.empty(items, new TitleEncoder(tokenizer)).with(titled, List.of());
  }

  /** Where the model lies. */
  public Path directory() {
    return directory;
  }

  /** The model, to be closed by the caller. */
  public Decoder decoder() {
    return Decoder.load(directory, DecoderOptions.defaults());
  }

  /** All titles. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** An item that has no title. */
  public int untitled() {
    return items.find("untitled");
  }

  /** Rows as the compact template makes them. */
  public RowPacker packer(PromptLimits limits) {
    return new RowPacker(catalogue, PromptTemplate.compact(), tokenizer, limits);
  }

  /** Rows as another template makes them. */
  public RowPacker packer(PromptTemplate template) {
    return new RowPacker(catalogue, template, tokenizer, new PromptLimits(10, 512));
  }

  /** Prompts as the compact template makes them. */
  public PromptRenderer prompts(PromptLimits limits) {
    return new PromptRenderer(PromptTemplate.compact(), tokenizer, limits);
  }

  /** An example of a user whose history is what that user took before. */
  public static List<LearningExample> sequence(String user, int... taken) {
    List<LearningExample> examples = new ArrayList<>();
    for (int place = 1; place < taken.length; place++) {
      ItemIds history = ItemIds.of(Arrays.copyOf(taken, place));
      examples.add(new LearningExample(user + place, user, history, taken[place], place));
    }
    return examples;
  }

  /** Examples of people who mostly take the next item of a circle. */
  public static List<LearningExample> people(int count, long seed) {
    Random random = new Random(seed);
    List<LearningExample> examples = new ArrayList<>();
    for (int user = 0; user < count; user++) {
      int[] taken = new int[3 + random.nextInt(5)];
      taken[0] = random.nextInt(TITLES.size());
      for (int place = 1; place < taken.length; place++) {
        int next = random.nextInt(5) == 0 ? random.nextInt(TITLES.size()) : taken[place - 1] + 1;
        taken[place] = next % TITLES.size();
      }
      examples.addAll(sequence("u" + user, taken));
    }
    return examples;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
