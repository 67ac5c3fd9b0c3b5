package dev.millrace.standalone.serving;

import static dev.millrace.standalone.serving.ServingFixture.await;
import static dev.millrace.standalone.serving.TitledCatalogue.ITEMS;
import static dev.millrace.standalone.serving.TitledCatalogue.item;
import static dev.millrace.standalone.serving.TitledCatalogue.title;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.avro.Item;
import dev.millrace.avro.Recommendation;
import dev.millrace.avro.RecommendationRequest;
import dev.millrace.avro.RecommendedItem;
import dev.millrace.avro.ShadowList;
import dev.millrace.checkpoint.announcement.NextAnnouncement;
import dev.millrace.checkpoint.store.FileStore;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import dev.millrace.contract.registry.InMemorySchemaRegistry;
import dev.millrace.serving.LanguageModelSettings;
import dev.millrace.serving.LanguageModelSettings.VariantSettings;
import dev.millrace.serving.ServingApplication;
import dev.millrace.serving.ServingSettings;
import dev.millrace.serving.language.CheckpointAccess;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.SampleCheckpoints;
import dev.millrace.standalone.testsupport.TestPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Lists by language model and collaborative model, with checkpoints as a trainer writes them. */
@ExtendWith(PlatformExtension.class)
class RefinedLaneIT {

  private static Path base;
  private Path directory;
  private final TestPlatform platform;
  private ServingFixture fixture;
  private FileStore store;
  private @Nullable CheckpointAnnouncement latest;

  RefinedLaneIT(TestPlatform platform) {
    this.platform = platform;
  }

  @BeforeAll
  static void makeModel(@TempDir Path folder) {
    base = folder;
    TitledCatalogue.makeModel(base);
  }

  @BeforeEach
  void open(TestInfo test, @TempDir Path folder) throws IOException {
    directory = folder;
    String name = test.getTestMethod().orElseThrow().getName();
    fixture =
        ServingFixture.fresh(
            platform.bootstrapServers(),
            new InMemorySchemaRegistry(),
            platform.prefix() + Integer.toHexString(name.hashCode()) + ".");
    store = FileStore.open(directory.resolve("store"));
    TitledCatalogue.fill(fixture);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldFollowTheInstantListWithARefinedOneThatSaysWhatMadeIt() throws IOException {
    StoredCheckpoint checkpoint = announce(1);
    try (ServingApplication serving = start("one")) {
      await("the model", () -> serving.stats().refinement().swaps() == 1);
      writeSequence("u", 1, "i0");
      await("both lists", () -> lists("u").size() == 2);

      Recommendation instant = lists("u").get(0);
      Recommendation refined = lists("u").get(1);
      assertThat(instant.getModelId()).isEqualTo("transitions");
      assertThat(instant.getCheckpointId()).isNull();
      assertThat(refined.getModelId()).isEqualTo("fusion");
      assertThat(refined.getCheckpointId()).isEqualTo(idOf(checkpoint));
      assertThat(refined.getSequenceVersion()).isEqualTo(1);
      assertThat(refined.getSourceTopic()).isEqualTo(fixture.topics().userSequences().name());
      assertThat(refined.getSourceOffset()).isZero();
      assertThat(refined.getInteractionArrivedAt()).isEqualTo(TestRecords.NOW);
      assertThat(itemsOf(refined)).hasSize(10).doesNotHaveDuplicates().doesNotContain("i0");
      assertThat(itemsOf(refined)).startsWith("i1", "i2");
      assertThat(refined.getItems())
          .extracting(RecommendedItem::getSource)
          .allMatch(List.of("transitions", "both", "language-model")::contains)
          .contains("language-model");
      assertThat(refined.getItems().get(0).getReason()).startsWith("because you took " + title(0));
      assertThat(refined.getShadows())
          .extracting(ShadowList::getModelId)
          .containsExactlyInAnyOrder("popularity", "transitions", "language-model");
    }
  }

  @Test
  void shouldRefineWhoWasLeftBehindOnceWhenRestarted() throws IOException {
    try (ServingApplication serving = start("one")) {
      writeSequence("u", 1, "i0");
      await("the instant list", () -> serving.stats().lists() == 1);
      writeSequence("v", 1, "i3");
      await("the instant list", () -> serving.stats().lists() == 2);
    }
    announce(1);
    try (ServingApplication serving = start("one")) {
      await("both", () -> serving.stats().refinement().lists() == 2);
    }
    try (ServingApplication serving = start("one")) {
      await("the model", () -> serving.stats().refinement().swaps() == 1);
      writeSequence("w", 1, "i4");
      await("the new one", () -> serving.stats().refinement().lists() == 1);

      assertThat(lists("u"))
          .extracting(list -> list.getModelId())
          .containsExactly("transitions", "fusion");
      assertThat(lists("v"))
          .extracting(list -> list.getModelId())
          .containsExactly("transitions", "fusion");
    }
  }

  @Test
  void shouldAnswerRequestsAtOnceAndThenOnceWithBothModelsWhoeverStops() throws IOException {
    StoredCheckpoint checkpoint = announce(1);
    try (ServingApplication serving = start("one")) {
      await("the model", () -> serving.stats().refinement().swaps() == 1);
      refine(serving, "u", 1);
      ask("known", null);
      await("the answer", () -> serving.stats().answers() == 1);
      for (int number = 0; number < 20; number++) {
        ask("other" + number, false);
      }
      await("the instant answers", () -> serving.stats().answers() == 21);
    }
    try (ServingApplication serving = start("one")) {
      await("the model", () -> serving.stats().refinement().swaps() == 1);
      await("the refined answers", () -> lists("u").size() == 43);

      Map<String, List<Recommendation>> answers =
          lists("u").stream()
              .filter(list -> list.getCorrelationId() != null)
              .collect(Collectors.groupingBy(Recommendation::getCorrelationId));
      assertThat(answers).hasSize(21);
      assertThat(answers.remove("known"))
          .extracting(Recommendation::getCheckpointId)
          .containsExactly(idOf(checkpoint));
      assertThat(answers.values())
          .allSatisfy(
              both -> {
                assertThat(both)
                    .extracting(Recommendation::getCheckpointId)
                    .containsExactly(null, idOf(checkpoint));
                assertThat(both.get(1).getSourceOffset()).isEqualTo(both.get(0).getSourceOffset());
                assertThat(itemsOf(both.get(1))).hasSize(10).contains("i1");
              });
    }
  }

  private void ask(String correlationId, @Nullable Boolean excludeSeen) {
    fixture.write(
        fixture.topics().recommendationRequests(),
        "u",
        new RecommendationRequest(correlationId, "u", 10, excludeSeen, List.of(), List.of()));
  }

  @Test
  void shouldSwapKeepTheOldWhenTheNewIsDamagedAndRollBack() throws IOException {
    StoredCheckpoint first = announce(1);
    try (ServingApplication serving = start("one")) {
      await("the first", () -> inUse(serving).equals(idOf(first)));
      StoredCheckpoint second = announce(2);
      await("the second", () -> inUse(serving).equals(idOf(second)));
      assertThat(refine(serving, "u", 1).getCheckpointId()).isEqualTo(idOf(second));

      StoredCheckpoint damaged = write(3);
      Path weights = Path.of(damaged.reference().uri()).resolve("model/model.safetensors");
      Files.write(weights, new byte[] {1, 2, 3});
      announce(damaged);
      await("the failure", () -> serving.stats().refinement().loadFailures() > 0);
      assertThat(refine(serving, "u", 2).getCheckpointId()).isEqualTo(idOf(second));

      announce(
          new NextAnnouncement(latest, Instant.now()).rolledBack(first, "the third is damaged"));
      await("the rollback", () -> inUse(serving).equals(idOf(first)));
      assertThat(refine(serving, "u", 3).getCheckpointId()).isEqualTo(idOf(first));
      assertThat(lists("u")).hasSize(6);
    }
  }

  @Test
  void shouldFollowTheCatalogueWhenItemsComeAndGo() throws IOException {
    announce(1);
    try (ServingApplication serving = start("one")) {
      await("the model", () -> serving.stats().refinement().swaps() == 1);
      Recommendation before = refine(serving, "u", 1);
      String gone = before.getItems().get(9).getItemId();
      fixture.write(fixture.topics().items(), gone, null);
      for (int item = ITEMS; item < ITEMS + 5; item++) {
        fixture.write(fixture.topics().items(), "i" + item, item(item, "日本の \uD83C\uDFB7 " + item));
      }
      fixture.write(fixture.topics().items(), "blank", new Item("blank", " ", List.of(), true));
      fixture.write(
          fixture.topics().items(),
          "long",
          new Item("long", "endless ".repeat(5_000), List.of(), true));
      for (int item = 0; item < ITEMS; item++) {
        if (item % 10 != 0) {
          fixture.write(fixture.topics().items(), "i" + item, null);
        }
      }
      await("the catalogue", () -> !itemsOf(refine(serving, "u", nextVersion("u"))).contains("i2"));

      Recommendation after = refine(serving, "u", nextVersion("u"));
      assertThat(itemsOf(after))
          .doesNotContain(gone)
          .containsAnyOf("i60", "i61", "i62", "i63", "i64")
          .allMatch(
              id ->
                  id.equals("long")
                      || Integer.parseInt(id.substring(1)) % 10 == 0
                      || Integer.parseInt(id.substring(1)) >= ITEMS);
    }
  }

  @Test
  void shouldKeepAShareOfTheUsersOnTheirCheckpoint() throws IOException {
    StoredCheckpoint stays = announce(1);
    StoredCheckpoint current = announce(2);
    LanguageModelSettings half = settings().withVariant(new VariantSettings(0.5, idOf(stays)));
    try (ServingApplication serving = start("one", half)) {
      await("both models", () -> serving.stats().refinement().swaps() == 2);
      for (int user = 0; user < 40; user++) {
        writeSequence("u" + user, 1, "i0");
      }
      await("all lists", () -> serving.stats().refinement().lists() == 40);

      List<Recommendation> refined =
          fixture.readAll(fixture.topics().recommendations()).stream()
              .filter(list -> list.getCheckpointId() != null)
              .toList();
      assertThat(refined)
          .allMatch(
              list ->
                  list.getCheckpointId()
                      .equals(list.getModelId().equals("fusion-b") ? idOf(stays) : idOf(current)));
      assertThat(refined.stream().filter(list -> list.getModelId().equals("fusion-b")).count())
          .isBetween(8L, 32L);
    }
  }

  private Recommendation refine(ServingApplication serving, String user, long version) {
    long before = serving.stats().refinement().lists();
    writeSequence(user, version, "i0");
    await("the refined list", () -> serving.stats().refinement().lists() > before);
    List<Recommendation> lists = lists(user);
    return lists.get(lists.size() - 1);
  }

  private long nextVersion(String user) {
    List<Recommendation> lists = lists(user);
    return lists.get(lists.size() - 1).getSequenceVersion() + 1;
  }

  private static String inUse(ServingApplication serving) {
    return serving.stats().refinement().checkpointId();
  }

  private static String idOf(StoredCheckpoint checkpoint) {
    return checkpoint.reference().id().value();
  }

  private StoredCheckpoint write(long step) throws IOException {
    return new SampleCheckpoints(directory.resolve("store"), base).write(step, 0.05);
  }

  private StoredCheckpoint announce(long step) throws IOException {
    StoredCheckpoint checkpoint = write(step);
    announce(checkpoint);
    return checkpoint;
  }

  private void announce(StoredCheckpoint checkpoint) {
    announce(new NextAnnouncement(latest, Instant.now()).promoted(checkpoint, "better"));
  }

  private void announce(CheckpointAnnouncement announcement) {
    latest = announcement;
    fixture.write(fixture.topics().checkpoints(), announcement.getModel(), announcement);
  }

  private ServingApplication start(String instance) {
    return start(instance, settings());
  }

  private ServingApplication start(String instance, LanguageModelSettings languageModel) {
    ServingSettings settings = fixture.settings(instance).withLanguageModel(languageModel);
    return fixture.startServing(settings, new CheckpointAccess(store, directory.resolve("cache")));
  }

  private static LanguageModelSettings settings() {
    return LanguageModelSettings.defaults().withModel("cds");
  }

  private void writeSequence(String user, long version, String... items) {
    fixture.write(
        fixture.topics().userSequences(), user, TestRecords.sequence(user, version, items));
  }

  private List<Recommendation> lists(String user) {
    return fixture.readAll(fixture.topics().recommendations()).stream()
        .filter(list -> list.getUserId().equals(user))
        .toList();
  }

  private static List<String> itemsOf(Recommendation list) {
    return list.getItems().stream().map(RecommendedItem::getItemId).toList();
  }
}
