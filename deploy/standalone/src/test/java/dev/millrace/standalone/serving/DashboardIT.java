package dev.millrace.standalone.serving;

import static dev.millrace.standalone.serving.ServingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.avro.CheckpointState;
import dev.millrace.avro.StageFreshness;
import dev.millrace.checkpoint.announcement.NextAnnouncement;
import dev.millrace.checkpoint.store.FileStore;
import dev.millrace.contract.registry.ConfluentSchemaRegistry;
import dev.millrace.model.init.InitProgress;
import dev.millrace.model.init.InitialModel;
import dev.millrace.model.init.ModelInitializer;
import dev.millrace.model.init.ModelSize;
import dev.millrace.serving.LanguageModelSettings;
import dev.millrace.serving.ServingApplication;
import dev.millrace.serving.language.CheckpointAccess;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.SampleCheckpoints;
import dev.millrace.standalone.testsupport.TestPlatform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * The live page as people see it, beside a language model that nobody trained. What a browser shows
 * is awaited, never looked at once. The system property {@code millrace.screenshots} names the
 * folder that pictures go to.
 */
@ExtendWith(PlatformExtension.class)
class DashboardIT {

  private static final Path SCREENSHOTS =
      Path.of(System.getProperty("millrace.screenshots", "target/screenshots"));

  /** Names what makes the page scroll sideways, if it does. */
  private static final String TOO_WIDE =
      """
      if (document.documentElement.scrollWidth <= window.innerWidth) return [];
      return [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > window.innerWidth)
        .map(e => `${e.tagName}#${e.id}.${e.className} ${e.getBoundingClientRect().right} of ${window.innerWidth}`);
      """;

  private final ServingFixture fixture;
  private final SampleStream stream;
  private Browser browser;
  private SampleCheckpoints checkpoints;
  private ServingApplication serving;

  DashboardIT(TestPlatform platform) {
    this.fixture =
        ServingFixture.fresh(
            platform.bootstrapServers(),
            ConfluentSchemaRegistry.at(platform.registryUrl().toString()),
            platform.prefix() + "page.");
    this.stream = new SampleStream(fixture, System.currentTimeMillis());
  }

  @BeforeEach
  void openPage(@TempDir Path folder) throws IOException {
    browser = Browser.start();
    stream.catalogue();
    stream.clicks(200);
    stream.judgeInstantLists();
    Path base = folder.resolve("base");
    new ModelInitializer(new InitialModel(ModelSize.TINY, 300, 1), InitProgress.silent())
        .write(SampleStream.TITLES, base, true);
    checkpoints = new SampleCheckpoints(folder.resolve("store"), base);
    serving =
        fixture.startServing(
            fixture
                .settings("page")
                .withLanguageModel(LanguageModelSettings.defaults().withModel("cds")),
            new CheckpointAccess(FileStore.open(folder.resolve("store")), folder.resolve("cache")));
    browser.size(1280, 1000).open("http://127.0.0.1:%d/".formatted(serving.httpPort()));
    shouldShow("#status", "live");
  }

  @AfterEach
  void close() {
    browser.close();
    serving.close();
    fixture.close();
  }

  @Test
  void shouldShowThePipelineAtWorkAndLookUsersUp() throws IOException {
    await("both models", () -> browser.texts("#models tbody tr").size(), 2);
    shouldShow("#models tbody", "popularity", "transitions");
    shouldMove();
    shouldMarkSwaps();
    shouldTellWhoIsShownTheRefinedList();
    shouldTellHowFreshEachStageIs();
    browser.screenshot(SCREENSHOTS.resolve("page-desktop.png"));
    shouldFitOnAPhone();
    lookUp("nobody <b>at</b> all");
    shouldShow("#found", "Nothing is known of a user nobody <b>at</b> all");
    assertThat(browser.complaints()).isEmpty();
  }

  private void shouldMove() {
    String place = "#flow [data-topic=recommendations] output";
    String before = browser.text(place);
    stream.sequence("u2", 1, "i1");
    await("the list is counted", () -> !browser.text(place).equals(before));
    String score = browser.text("#models tbody");
    stream.judgeRefinedLists();
    await("other scores", () -> !browser.text("#models tbody").equals(score));
    await("all models", () -> browser.texts("#models tbody tr").size(), 4);
    shouldShow("#flow [data-process=serving] output", "lag");
  }

  private void shouldMarkSwaps() throws IOException {
    await(
        "that there is none",
        () -> browser.run("return document.querySelector('#no-checkpoints').hidden"),
        false);
    CheckpointAnnouncement first = promoted(12_000, 150, null);
    announce(first);
    announce(rejected(first));
    CheckpointAnnouncement last = promoted(36_000, 350, first);
    announce(last);
    await("all are listed", () -> browser.texts("#checkpoints li").size(), 3);
    shouldShow("#checkpoints", "promoted", "rejected", "incumbent 0.0571, on 4,012 cases");
    await(
        "both swaps",
        () -> browser.run("return Chart.getChart('quality').options.swapTimes.length"),
        2L);
    await("it is in use", () -> serving.stats().refinement().checkpointId(), last.getId());
  }

  private CheckpointAnnouncement promoted(
      long step, long seconds, @Nullable CheckpointAnnouncement before) throws IOException {
    CheckpointAnnouncement announcement =
        new NextAnnouncement(before, Instant.ofEpochMilli(stream.at(seconds)))
            .promoted(
                checkpoints.write(step, 0.05), "ndcg@10 0.0583, incumbent 0.0571, on 4,012 cases");
    announcement.setFreshness(
        List.of(
            new StageFreshness("learned", 11_873L, 1.9, 4.2),
            new StageFreshness("checkpoint", 11_873L, 42.0, 96.0)));
    return announcement;
  }

  private CheckpointAnnouncement rejected(CheckpointAnnouncement first) {
    return CheckpointAnnouncement.newBuilder(first)
        .setId(first.getId().replace("12000", "24000"))
        .setState(CheckpointState.REJECTED)
        .setReason("ndcg@10 0.0498, incumbent 0.0571, on 3,977 cases")
        .setAnnouncedAt(stream.at(250))
        .setFreshness(List.of())
        .build();
  }

  private void announce(CheckpointAnnouncement announcement) {
    fixture.write(fixture.topics().checkpoints(), announcement.getModel(), announcement);
  }

  private void shouldTellWhoIsShownTheRefinedList() {
    long before = serving.stats().refinement().lists();
    stream.sequence("u1", 3, "i7", "i2", "i0");
    await("the refined list", () -> serving.stats().refinement().lists() > before);
    lookUp("u1");
    shouldShow(
        "#found",
        "What u1 took, newest first",
        "What is recommended, by fusion with checkpoint",
        "The instant list, by transitions",
        "because you took Kind of Blue",
        "language model");
    await(
        "the history",
        () -> browser.texts("#found .columns > div:first-child li"),
        List.of("Kind of Blue", "Blue Train", "Night Train"));
  }

  private void shouldTellHowFreshEachStageIs() {
    for (int user = 0; user < 40; user++) {
      stream.sequence("v" + user, 1, "i" + user % 10);
    }
    stream.transitions();
    await("all are refined", () -> serving.stats().refinement().lists() == 42);
    await("all are counted", () -> clicks("refined list written"), "42");
    await("the rows of transitions", () -> clicks("transitions read"), "24");
    shouldShow("#freshness", "refined list written", "checkpoint in use", "42 s", "96 s");
  }

  private String clicks(String stage) {
    return browser.texts("#freshness tbody tr").stream()
        .filter(row -> row.startsWith(stage))
        .map(row -> row.substring(row.lastIndexOf('\t') + 1))
        .findFirst()
        .orElse("no such row");
  }

  private void shouldFitOnAPhone() {
    browser.size(390, 844);
    // The browser tells the charts of the new size when it comes to it.
    await("wider than the phone", () -> browser.run(TOO_WIDE), List.of());
    browser.screenshot(SCREENSHOTS.resolve("page-phone.png"));
  }

  private void lookUp(String user) {
    browser.find("#user").clear();
    browser.find("#user").sendKeys(user, Keys.ENTER);
  }

  private void shouldShow(String selector, String... parts) {
    await(
        selector,
        () -> {
          String text = browser.text(selector);
          return Stream.of(parts)
              .filter(part -> !text.contains(part))
              .map(part -> "no '%s' in: %s".formatted(part, text))
              .toList();
        },
        List.of());
  }
}
