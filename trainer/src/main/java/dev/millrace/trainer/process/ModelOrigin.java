package dev.millrace.trainer.process;

import dev.millrace.checkpoint.BaseModel;
import dev.millrace.checkpoint.Checkpoint;
import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.checkpoint.CheckpointKind;
import dev.millrace.model.catalogue.TitledItem;
import dev.millrace.model.init.InitProgress;
import dev.millrace.model.init.InitialModel;
import dev.millrace.model.init.ModelInitializer;
import dev.millrace.model.lora.LoraAdapter;
import dev.millrace.trainer.settings.ModelSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the model comes from: a checkpoint, a given directory, or the titles of the catalogue.
 *
 * @param settings what is trained
 * @param seed of new weights
 */
record ModelOrigin(ModelSettings settings, long seed) {

  /**
   * The model that a checkpoint holds.
   *
   * @throws CheckpointException if it was trained in another way, or from another base
   */
  LanguageModel of(Checkpoint checkpoint) throws IOException {
    BaseModel base = checkpoint.record().setup().base();
    requireSameKind(checkpoint);
    if (settings.isGiven()) {
      requireSameBase(base, BaseModel.of(Path.of(settings.directory())));
    }
    return settings.lora().isWanted()
        ? LanguageModel.adapted(
            Path.of(settings.directory()),
            decoder -> LoraAdapter.read(checkpoint.weights(), decoder))
        : LanguageModel.full(checkpoint.weights(), base);
  }

  /**
   * A model that nothing was learned with here.
   *
   * @param items of which a new one is made, if none is given
   */
  LanguageModel begin(List<TitledItem> items) throws IOException {
    if (!settings.isGiven()) {
      return make(items);
    }
    Path directory = Path.of(settings.directory());
    return settings.lora().isWanted()
        ? LanguageModel.adapted(
            directory, decoder -> LoraAdapter.create(settings.lora().config(), decoder, seed))
        : LanguageModel.full(directory, BaseModel.of(directory));
  }

  private LanguageModel make(List<TitledItem> items) throws IOException {
    Path folder = Files.createTempDirectory("millrace-trainer");
    try {
      Path directory = folder.resolve(settings.name() + "-base");
      new ModelInitializer(InitialModel.of(settings.size(), seed), InitProgress.silent())
          .write(items.stream().map(TitledItem::title).toList(), directory, false);
      return LanguageModel.full(directory, BaseModel.of(directory));
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private void requireSameKind(Checkpoint checkpoint) {
    CheckpointKind wanted = settings.lora().isWanted() ? CheckpointKind.LORA : CheckpointKind.FULL;
    CheckpointKind found = checkpoint.record().setup().kind();
    if (found != wanted) {
      throw other("%s was trained, and %s is to be".formatted(found, wanted));
    }
  }

  private void requireSameBase(BaseModel trained, BaseModel given) {
    if (!trained.sha256().equals(given.sha256())) {
      throw other(
          "training began with %s, SHA-256 %s, and the directory holds %s, SHA-256 %s"
              .formatted(trained.name(), trained.sha256(), given.name(), given.sha256()));
    }
  }

  private CheckpointException other(String what) {
    return new CheckpointException(
        "The checkpoints of %s are of another model: %s; give this one another trainer.online.model.name"
            .formatted(settings.name(), what));
  }
}
