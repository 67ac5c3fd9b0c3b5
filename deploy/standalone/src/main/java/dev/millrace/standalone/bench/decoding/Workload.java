package dev.millrace.standalone.bench.decoding;

import dev.millrace.avro.Item;
import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.TitleEncoder;
import dev.millrace.model.catalogue.TitledItem;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.prompt.PromptLimits;
import dev.millrace.model.prompt.PromptRenderer;
import dev.millrace.model.prompt.PromptTemplate;
import dev.millrace.model.tokenizer.BytePairOptions;
import dev.millrace.model.tokenizer.BytePairTrainer;
import dev.millrace.model.tokenizer.JsonTokenizer;
import dev.millrace.model.tokenizer.TokenIds;
import dev.millrace.model.tokenizer.TokenizerWriter;
import dev.millrace.standalone.bench.TemporaryFolder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What is decoded.
 *
 * @param tokenizer trained on the titles
 * @param catalogue of all items
 * @param renderer makes prompts of histories
 * @param histories one a user, in random order
 * @param prompts of the histories
 */
record Workload(
    JsonTokenizer tokenizer,
    Catalogue catalogue,
    PromptRenderer renderer,
    List<ItemIds> histories,
    List<TokenIds> prompts)
    implements AutoCloseable {

  private static final int PROMPT_TOKENS = 1024;
  private static final int RANDOM_HISTORIES = 4096;

  Workload {
    histories = List.copyOf(histories);
    prompts = List.copyOf(prompts);
  }

  /** Trains a tokenizer and renders histories; the same settings give the same workload. */
  static Workload of(DecodeData data, DecodeSettings settings) {
    JsonTokenizer tokenizer = tokenizer(data.items(), settings.shape().vocabulary());
    Catalogue catalogue = catalogue(data.items(), tokenizer);
    Random random = new Random(settings.seed());
    List<ItemIds> histories =
        data.histories().isEmpty()
            ? histories(catalogue, settings.history(), random)
            : histories(catalogue, data.histories());
    PromptRenderer renderer =
        new PromptRenderer(
            PromptTemplate.compact(),
            tokenizer,
            new PromptLimits(settings.history(), PROMPT_TOKENS));
    List<ItemIds> shuffled = new ArrayList<>(histories);
    Collections.shuffle(shuffled, random);
    return new Workload(
        tokenizer,
        catalogue,
        renderer,
        shuffled,
        shuffled.stream().map(history -> renderer.render(catalogue, history).tokens()).toList());
  }

  /** A batch of users; after the last user comes the first again. */
  List<TokenIds> batch(int number, int users) {
    return IntStream.range(0, users)
        .mapToObj(i -> prompts.get((int) (((long) number * users + i) % prompts.size())))
        .toList();
  }

  private static JsonTokenizer tokenizer(List<Item> items, int vocabulary) {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      List<String> titles = items.stream().map(Item::getTitle).toList();
      TokenizerWriter.write(
          BytePairTrainer.train(titles, BytePairOptions.ofSize(vocabulary)), folder.path());
      return JsonTokenizer.load(folder.path());
    }
  }

  private static Catalogue catalogue(List<Item> items, JsonTokenizer tokenizer) {
    return Catalogue.empty(new ItemDictionary(), new TitleEncoder(tokenizer))
        .with(
            items.stream().map(item -> TitledItem.of(item.getItemId(), item.getTitle())).toList(),
            List.of());
  }

  private static List<ItemIds> histories(Catalogue catalogue, List<List<String>> names) {
    return names.stream().map(history -> catalogue.names().internAll(history)).toList();
  }

  private static List<ItemIds> histories(Catalogue catalogue, int length, Random random) {
    return IntStream.range(0, RANDOM_HISTORIES)
        .mapToObj(i -> ItemIds.of(random.ints(length, 0, catalogue.names().size()).toArray()))
        .toList();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
