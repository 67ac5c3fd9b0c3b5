package dev.millrace.standalone.evaluate;

import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.TitleEncoder;
import dev.millrace.model.catalogue.TitledItem;
import dev.millrace.model.files.DirectoryDraft;
import dev.millrace.model.init.InitProgress;
import dev.millrace.model.init.InitialModel;
import dev.millrace.model.init.ModelInitializer;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.DecoderOptions;
import dev.millrace.model.prompt.PromptRenderer;
import dev.millrace.model.tokenizer.JsonTokenizer;
import dev.millrace.trainer.example.RowPacker;
import dev.millrace.trainer.learning.TrainableModel;
import dev.millrace.trainer.settings.PromptSettings;
import dev.millrace.trainer.settings.TrainerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A language model made from a data set's titles, with all that is needed to train and ask it. */
public final class CatalogueLanguageModel implements AutoCloseable {

  private final Path directory;
  private final TrainableModel model;
  private final JsonTokenizer tokenizer;
  private final Catalogue catalogue;
  private final PromptSettings prompt;

  private CatalogueLanguageModel(Path directory, Dataset dataset, TrainerSettings settings) {
    this.directory = directory;
    this.prompt = settings.prompt();
    this.tokenizer = JsonTokenizer.load(directory);
    this.catalogue =
        Catalogue.empty(dataset.items(), new TitleEncoder(tokenizer))
            .with(dataset.titles(), List.of());
    this.model =
        new TrainableModel.Full(
            Decoder.load(
                directory,
                DecoderOptions.defaults().withDropout(settings.optimization().dropout())));
  }

  /** Makes a model that has learned nothing yet. */
  static CatalogueLanguageModel create(Dataset dataset, TrainerSettings settings, long seed) {
    try {
      Path directory = Files.createTempDirectory("millrace-model");
      new ModelInitializer(InitialModel.of(settings.offline().size(), seed), InitProgress.silent())
          .write(dataset.titles().stream().map(TitledItem::title).toList(), directory, true);
      return new CatalogueLanguageModel(directory, dataset, settings);
    } catch (IOException e) {
      throw new UncheckedIOException("A model cannot be made in the folder for temporary files", e);
    }
  }

  /** Writes the model as it is now: the tokenizer as it was made, the weights as they learned. */
  void save(Path target) throws IOException {
    try (DirectoryDraft draft = DirectoryDraft.of(target)) {
      for (String file : JsonTokenizer.FILES) {
        Files.copy(directory.resolve(file), draft.path().resolve(file));
      }
      model.decoder().save(draft.path());
      draft.commit();
    }
  }

  TrainableModel model() {
    return model;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  RowPacker packer() {
    return new RowPacker(catalogue, prompt.text(), tokenizer, prompt.limits());
  }

  PromptRenderer prompts() {
    return new PromptRenderer(prompt.text(), tokenizer, prompt.limits());
  }

  @Override
  public void close() {
    model.close();
    tokenizer.close();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " cannot be deleted", e);
    }
  }
}
