package dev.millrace.standalone.serving;

import static dev.millrace.standalone.serving.ServingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.avro.Item;
import dev.millrace.avro.Recommendation;
import dev.millrace.avro.ShadowList;
import dev.millrace.avro.TrainingExample;
import dev.millrace.checkpoint.Checkpoint;
import dev.millrace.checkpoint.CheckpointKind;
import dev.millrace.checkpoint.announcement.NextAnnouncement;
import dev.millrace.checkpoint.store.FileStore;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import dev.millrace.contract.registry.InMemorySchemaRegistry;
import dev.millrace.model.init.InitProgress;
import dev.millrace.model.init.InitialModel;
import dev.millrace.model.init.ModelInitializer;
import dev.millrace.model.init.ModelSize;
import dev.millrace.serving.LanguageModelSettings;
import dev.millrace.serving.ServingApplication;
import dev.millrace.serving.language.CheckpointAccess;
import dev.millrace.standalone.config.ConfigLoader;
import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.TestPlatform;
import dev.millrace.trainer.kafka.ClientProperties;
import dev.millrace.trainer.kafka.Clients;
import dev.millrace.trainer.process.TrainerApplication;
import dev.millrace.trainer.process.TrainerEnvironment;
import dev.millrace.trainer.process.TrainerStatus;
import dev.millrace.trainer.progressive.CollaborativeParameters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Adapters that a trainer has taught, beside a base that serving loads once for all of them. */
@ExtendWith(PlatformExtension.class)
class AdapterServingIT {

  private static final String MODEL = "adapted";
  private static final int EXAMPLES = 96;
  private static final double LOG_PROBABILITY = 1e-3;
  private static final List<String> TITLES =
      IntStream.range(0, 60).mapToObj(AdapterServingIT::title).toList();

  private final TestPlatform platform;
  private final Path folder;
  private final Path base;
  private ServingFixture fixture;
  private FileStore store;

  AdapterServingIT(TestPlatform platform, @TempDir Path folder) {
    this.platform = platform;
    this.folder = folder;
    this.base = folder.resolve("base");
  }

  @BeforeEach
  void open() throws IOException {
    new ModelInitializer(new InitialModel(ModelSize.TINY, 300, 1), InitProgress.silent())
        .write(TITLES, base, false);
    store = FileStore.open(folder.resolve("store"));
    fixture =
        ServingFixture.fresh(
            platform.bootstrapServers(),
            new InMemorySchemaRegistry(),
            platform.prefix() + "adapters.");
    for (int item = 0; item < TITLES.size(); item++) {
      fixture.send(
          fixture.topics().items(),
          id(item),
          new Item(id(item), TITLES.get(item), List.of(), true));
    }
    fixture.flush();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldServeAdaptersAsIfTheyWereMergedAndSwapOneForAnother() throws IOException {
    List<StoredCheckpoint> trained = List.of(train(0), train(EXAMPLES));
    AdaptedModel model = new AdaptedModel(base, TITLES);
    Map<String, Double> untrained = model.base(List.of(id(0), id(5)));
    List<Map<String, Double>> seen = new ArrayList<>(List.of(untrained));

    try (ServingApplication serving = serve()) {
      for (StoredCheckpoint checkpoint : trained) {
        assertThat(checkpoint.record().setup().kind()).isEqualTo(CheckpointKind.LORA);
        Checkpoint adapter =
            Checkpoint.open(Path.of(checkpoint.reference().uri()), checkpoint.reference().sha256());
        Map<String, Double> merged = model.merged(adapter, List.of(id(0), id(5)));
        Map<String, Double> beside = model.beside(adapter, List.of(id(0), id(5)));
        merged.forEach(
            (item, expected) ->
                assertThat(beside.get(item)).as(item).isCloseTo(expected, within(LOG_PROBABILITY)));
        assertThat(seen).allMatch(other -> differs(other, merged));
        seen.add(merged);

        announce(checkpoint);
        Recommendation list = refined(serving, checkpoint);
        assertThat(list.getCheckpointId()).isEqualTo(idOf(checkpoint));
        assertThat(ownList(list)).isEqualTo(model.list(adapter, List.of(id(0), id(5)), 10));
      }
    }
  }

  private static boolean differs(Map<String, Double> one, Map<String, Double> other) {
    return one.entrySet().stream()
        .anyMatch(
            entry ->
                Math.abs(entry.getValue() - other.getOrDefault(entry.getKey(), 0.0))
                    > 10 * LOG_PROBABILITY);
  }

  private ServingApplication serve() {
    LanguageModelSettings defaults = LanguageModelSettings.defaults();
    LanguageModelSettings adapted =
        new LanguageModelSettings(
            true,
            MODEL,
            base.toString(),
            defaults.candidates(),
            defaults.batch(),
            defaults.queue(),
            defaults.collaborativeWeight(),
            false,
            defaults.variant(),
            0);
    return fixture.startServing(
        fixture.settings("one").withLanguageModel(adapted),
        new CheckpointAccess(store, folder.resolve("cache")));
  }

  private Recommendation refined(ServingApplication serving, StoredCheckpoint checkpoint) {
    await(
        "the checkpoint",
        () -> serving.stats().refinement().checkpointId().equals(idOf(checkpoint)));
    long before = serving.stats().refinement().lists();
    fixture.write(
        fixture.topics().userSequences(), "u", TestRecords.sequence("u", before + 1, id(0), id(5)));
    await("the refined list", () -> serving.stats().refinement().lists() > before);
    List<Recommendation> lists = fixture.readAll(fixture.topics().recommendations());
    return lists.get(lists.size() - 1);
  }

  /** What the language model alone would show. */
  private static List<String> ownList(Recommendation list) {
    return list.getShadows().stream()
        .filter(shadow -> shadow.getModelId().equals("language-model"))
        .map(ShadowList::getItemIds)
        .findFirst()
        .orElseThrow();
  }

  private static String idOf(StoredCheckpoint checkpoint) {
    return checkpoint.reference().id().value();
  }

  private void announce(StoredCheckpoint checkpoint) {
    List<CheckpointAnnouncement> all = fixture.readAll(fixture.topics().checkpoints());
    fixture.write(
        fixture.topics().checkpoints(),
        MODEL,
        new NextAnnouncement(all.get(all.size() - 1), Instant.now())
            .promoted(checkpoint, "a person has looked at it"));
  }

  /** Learns from more examples, as a process of its own would. */
  private StoredCheckpoint train(int from) throws IOException {
    for (int number = from; number < from + EXAMPLES; number++) {
      fixture.send(fixture.topics().trainingExamples(), "u" + number % 8, example(number));
    }
    fixture.flush();
    try (TrainerApplication trainer = new TrainerApplication(environment(), true)) {
      trainer.start();
      assertThat(trainer.awaitTermination(Duration.ofMinutes(3))).isTrue();
      assertThat(trainer.status()).isEqualTo(new TrainerStatus.Finished());
    }
    List<StoredCheckpoint> all = store.list(MODEL);
    return all.get(all.size() - 1);
  }

  private TrainerEnvironment environment() {
    MillraceConfig config =
        ConfigLoader.load(
                List.of(),
                List.of(
                    "trainer.online.model.name=" + MODEL,
                    "trainer.online.model.directory=" + base,
                    "trainer.online.model.lora.rank=4",
                    "trainer.online.micro-batch.examples=24",
                    "trainer.objective.name=msl",
                    "trainer.optimization.learning-rate=0.01",
                    "trainer.optimization.warm-up-steps=1",
                    "trainer.judging.beam=5"))
            .config();
    return new TrainerEnvironment(
        config.trainer(),
        fixture.topics(),
        new Clients(
            new ClientProperties(
                platform.prefix() + "adapters.trainer",
                "one",
                Map.of("bootstrap.servers", platform.bootstrapServers()))),
        store,
        folder.resolve("trainer-cache"),
        new CollaborativeParameters(
            config.serving().scoring().options(),
            config.serving().scoring().popularityDecay(),
            config.streams().transitions().maxSuccessors()),
        new TreeMap<>());
  }

  private static TrainingExample example(int number) {
    int item = number * 7 % TITLES.size();
    return new TrainingExample(
        "e" + number,
        "u" + number % 8,
        List.of(id(item), id((item + 1) % TITLES.size())),
        id((item + 2) % TITLES.size()),
        TestRecords.NOW + number);
  }

  private static String id(int item) {
    return "i" + item;
  }

  private static String title(int item) {
    List<String> words = List.of("blue", "train", "night", "kind", "love", "supreme", "river");
    return words.get(item % 7) + " " + words.get(item / 7 % 7) + " " + item;
  }
}
