package dev.millrace.trainer.process;

import dev.millrace.avro.Item;
import dev.millrace.avro.TrainingExample;
import dev.millrace.checkpoint.Checkpoint;
import dev.millrace.checkpoint.CheckpointDraft;
import dev.millrace.checkpoint.CheckpointPart;
import dev.millrace.checkpoint.RunRecord;
import dev.millrace.checkpoint.SourcePosition;
import dev.millrace.checkpoint.TrainingProgress;
import dev.millrace.checkpoint.TrainingSetup;
import dev.millrace.contract.HitRule;
import dev.millrace.contract.http.HttpAddress;
import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.TitleEncoder;
import dev.millrace.model.collaborative.CollaborativeOptions;
import dev.millrace.model.collaborative.Decay;
import dev.millrace.model.init.ModelSize;
import dev.millrace.trainer.progressive.CollaborativeParameters;
import dev.millrace.trainer.settings.CheckpointSettings;
import dev.millrace.trainer.settings.JudgingSettings;
import dev.millrace.trainer.settings.LoraSettings;
import dev.millrace.trainer.settings.MicroBatchSettings;
import dev.millrace.trainer.settings.ModelSettings;
import dev.millrace.trainer.settings.ObjectiveSettings;
import dev.millrace.trainer.settings.OfflineSettings;
import dev.millrace.trainer.settings.OnlineSettings;
import dev.millrace.trainer.settings.OptimizationSettings;
import dev.millrace.trainer.settings.ProgressiveSettings;
import dev.millrace.trainer.settings.PromptSettings;
import dev.millrace.trainer.settings.ReservoirSettings;
import dev.millrace.trainer.settings.TrainerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Lets a tiny model learn without Kafka. */
final class School {

  private static final int ITEMS = 12;

  private final TrainerSettings settings;
  private final Knowledge knowledge =
      new Knowledge(
          new CollaborativeParameters(CollaborativeOptions.defaults(), Decay.none(), 100));
  private final ModelOrigin origin;

  School(String directory, LoraSettings lora, long seed) {
    this(new ModelSettings("m", directory, ModelSize.TINY, 1, lora), HitRule.TITLE, seed);
  }

  /** With another rule for hits. */
  School(HitRule hits) {
    this(
        new ModelSettings("m", "", ModelSize.TINY, 1, new LoraSettings(0, 32, 0, List.of())),
        hits,
        1);
  }

  private School(ModelSettings model, HitRule hits, long seed) {
    this.settings = settings(model, hits, seed);
    this.origin = new ModelOrigin(model, seed);
    for (int item = 0; item < ITEMS; item++) {
      addItem("i" + item, title(item));
    }
  }

  static String title(int item) {
    return "title " + (char) ('a' + item) + " " + item % 3;
  }

  void addItem(String id, String title) {
    knowledge.onItem(id, new Item(id, title, List.of(), true));
  }

  Trainee begin() throws IOException {
    return Trainee.begin(origin.begin(knowledge.waiting()), knowledge.counts(), settings);
  }

  Trainee resume(Checkpoint checkpoint) throws IOException {
    Trainee trainee = Trainee.begin(origin.of(checkpoint), knowledge.counts(), settings);
    trainee.restore(checkpoint);
    return trainee;
  }

  /** A step a micro-batch, with as many from the reservoir. */
  void learn(Trainee trainee, int from, int to) {
    CatalogueView view = view(trainee);
    for (int step = from; step < to; step++) {
      List<TrainingExample> fresh =
          IntStream.range(8 * step, 8 * step + 8).mapToObj(School::example).toList();
      List<TrainingExample> all = new ArrayList<>(trainee.reservoir().draw(8));
      all.addAll(fresh);
      trainee.learner().learn(view.packer().pack(view.learnable(all)), view.context());
      fresh.forEach(trainee.reservoir()::add);
      fresh.forEach(trainee.users()::learned);
      view.dense(fresh).forEach(trainee.counts()::add);
    }
  }

  /** What examples are learned against. */
  CatalogueView view(Trainee trainee) {
    Catalogue catalogue =
        Catalogue.empty(knowledge.names(), new TitleEncoder(trainee.model().tokenizer()))
            .with(knowledge.waiting(), List.of());
    return new CatalogueView(catalogue, knowledge, trainee.model(), settings);
  }

  /** Judges before anything is learned of the examples. */
  Judgement judge(Trainee trainee, List<TrainingExample> examples) {
    CatalogueView view = view(trainee);
    Judgement judgement = new Judgement(settings.online().progressive().k());
    new ProgressiveValidation(settings, trainee).judge(view.learnable(examples), view, judgement);
    return judgement;
  }

  Checkpoint write(Trainee trainee, Path directory) throws IOException {
    try (CheckpointDraft draft = CheckpointDraft.of(directory)) {
      for (CheckpointPart part : trainee.parts()) {
        draft.add(part);
      }
      return draft.commit(record(trainee));
    }
  }

  private static RunRecord record(Trainee trainee) {
    return RunRecord.of(
        "m",
        null,
        Instant.now(),
        new TrainingSetup(
            trainee.model().base(),
            trainee.model().kind(),
            "msl",
            new TreeMap<>(),
            new TreeMap<>(),
            1),
        new TrainingProgress(
            trainee.learner().state().step(), 0, new SourcePosition.InFiles(0, 0), Duration.ZERO));
  }

  static TrainingExample example(int number) {
    int item = number * 5 % ITEMS;
    return new TrainingExample(
        "e" + number,
        "u" + number % 6,
        List.of("i" + item, "i" + (item + 1) % ITEMS),
        "i" + (item + 2) % ITEMS,
        (long) number);
  }

  private static TrainerSettings settings(ModelSettings model, HitRule hits, long seed) {
    return new TrainerSettings(
        new ObjectiveSettings("ilrec", 0, 1, 0.5, 0.1, 0.5),
        new OptimizationSettings(0.01, 2, 0.1, 0.1, 1, 2_048, 0, seed),
        new PromptSettings(PromptSettings.Template.COMPACT, 10, 128),
        new JudgingSettings(5, 100, hits),
        new OfflineSettings(ModelSize.TINY, 1, 1, 8, 0.1),
        new OnlineSettings(
            "test",
            "one",
            model,
            new MicroBatchSettings(8, Duration.ZERO),
            new ReservoirSettings(10, 1, 2),
            new ProgressiveSettings(1, 10, 20),
            new CheckpointSettings(8, Duration.ofHours(1), 1, 1, 0, 0, 1),
            Duration.ofSeconds(1),
            new HttpAddress("127.0.0.1", 0),
            Map.of()));
  }
}
