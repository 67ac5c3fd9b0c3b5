package dev.millrace.standalone.bench.training;

import dev.millrace.model.catalogue.TitledItem;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.init.InitProgress;
import dev.millrace.model.init.InitialModel;
import dev.millrace.model.init.ModelInitializer;
import dev.millrace.model.init.ModelSize;
import dev.millrace.model.llm.DecoderConfig;
import dev.millrace.standalone.data.RowStream;
import dev.millrace.standalone.data.synthetic.SyntheticSettings;
import dev.millrace.standalone.data.synthetic.SyntheticStream;
import dev.millrace.standalone.evaluate.Dataset;
import dev.millrace.trainer.learning.EpochOptions;
import dev.millrace.trainer.settings.PromptSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A few generated titles and people.
 *
 * @param data to learn from
 * @param config of a model of the titles, with more token ids than they have
 */
record SmallData(TrainingData data, DecoderConfig config) {

  static final int VOCABULARY = 700;
  private static final int ITEMS = 150;

  /**
   * @param folder an empty one
   */
  static SmallData in(Path folder) {
    Dataset dataset = dataset();
    Path model = folder.resolve("model");
    DecoderConfig config =
        new ModelInitializer(new InitialModel(ModelSize.TINY, 500, 1), InitProgress.silent())
            .write(dataset.titles().stream().map(TitledItem::title).toList(), model, false);
    PromptSettings prompt = new PromptSettings(PromptSettings.Template.COMPACT, 5, 200);
    TrainingData data = TrainingData.of(dataset, model, prompt, new EpochOptions(1, 1, 24, 1));
    return new SmallData(data, config.withVocabularySize(VOCABULARY));
  }

  private static Dataset dataset() {
    ItemDictionary items = new ItemDictionary();
    List<TitledItem> titles = new ArrayList<>();
    try (RowStream<dev.millrace.avro.Item> rows =
        new SyntheticStream(SyntheticSettings.defaults().sized(1, ITEMS)).items()) {
      rows.forEachRemaining(
          item -> {
            items.intern(item.getItemId());
            titles.add(TitledItem.of(item.getItemId(), item.getTitle()));
          });
    }
    Random random = new Random(5);
    List<int[]> sequences = new ArrayList<>();
    for (int user = 0; user < 40; user++) {
      sequences.add(random.ints(2 + random.nextInt(6), 0, ITEMS).toArray());
    }
    return new Dataset("small", items, titles, sequences, List.of(), List.of());
  }
}
