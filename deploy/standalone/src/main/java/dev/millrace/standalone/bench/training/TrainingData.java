package dev.millrace.standalone.bench.training;

import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.TitleEncoder;
import dev.millrace.model.tokenizer.JsonTokenizer;
import dev.millrace.standalone.evaluate.CollaborativeCounts;
import dev.millrace.standalone.evaluate.CountedRewards;
import dev.millrace.standalone.evaluate.Dataset;
import dev.millrace.standalone.evaluate.SequenceExamples;
import dev.millrace.trainer.example.RowPacker;
import dev.millrace.trainer.example.TrainingRow;
import dev.millrace.trainer.learning.EpochBatches;
import dev.millrace.trainer.learning.EpochOptions;
import dev.millrace.trainer.learning.LearningContext;
import dev.millrace.trainer.settings.PromptSettings;
import java.nio.file.Path;
import java.util.List;

/**
 * What steps learn from, as training makes it.
 *
 * @param context catalogue and rewards
 * @param batches rows of each step, in their order
 */
record TrainingData(LearningContext context, List<List<TrainingRow>> batches) {

  /**
   * The same arguments give the same batches.
   *
   * @param tokenizer directory of the tokenizer
   */
  static TrainingData of(
      Dataset dataset, Path tokenizer, PromptSettings prompt, EpochOptions options) {
    try (JsonTokenizer words = JsonTokenizer.load(tokenizer)) {
      Catalogue catalogue =
          Catalogue.empty(dataset.items(), new TitleEncoder(words))
              .with(dataset.titles(), List.of());
      List<TrainingRow> rows =
          new RowPacker(catalogue, prompt.text(), words, prompt.limits())
              .pack(SequenceExamples.of(dataset.training(), 2 * prompt.maximumItems()));
      return new TrainingData(
          CountedRewards.context(
              CollaborativeCounts.model(dataset.items(), dataset.training()), catalogue.trie()),
          EpochBatches.of(rows, options, 1));
    }
  }

  /** A step's rows; after the last step's come the first again. */
  List<TrainingRow> batch(int step) {
    return batches.get(step % batches.size());
  }
}
