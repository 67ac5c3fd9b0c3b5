package dev.millrace.standalone.serving;

import static dev.millrace.standalone.serving.ServingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.avro.CheckpointKind;
import dev.millrace.avro.CheckpointState;
import dev.millrace.avro.OnlineMetrics;
import dev.millrace.contract.registry.ConfluentSchemaRegistry;
import dev.millrace.serving.ServingApplication;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.TestPlatform;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** The live page as people see it. */
@ExtendWith(PlatformExtension.class)
class DashboardIT {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final long WINDOW_MILLIS = 10_000;

  /** Names what makes the page scroll sideways, if it does. */
  private static final String TOO_WIDE =
      """
      if (document.documentElement.scrollWidth <= window.innerWidth) return [];
      return [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > window.innerWidth)
        .map(e => `${e.tagName}#${e.id}.${e.className} ${e.getBoundingClientRect().right} of ${window.innerWidth}`);
      """;

  private final Browser browser = Browser.start();
  private final ServingFixture fixture;
  private final ServingApplication serving;

  DashboardIT(TestPlatform platform) {
    this.fixture =
        ServingFixture.fresh(
            platform.bootstrapServers(),
            ConfluentSchemaRegistry.at(platform.registryUrl().toString()),
            platform.prefix() + "page.");
    for (String item : List.of("a", "b", "c")) {
      fixture.write(fixture.topics().items(), item, TestRecords.item(item));
    }
    fixture.write(fixture.topics().itemTransitions(), "a", TestRecords.transitions("a", "b", "c"));
    fixture.write(fixture.topics().itemPopularity(), "c", TestRecords.popularity("c", 5));
    fixture.write(fixture.topics().userSequences(), "u1", TestRecords.sequence("u1", 2, "b", "a"));
    this.serving = fixture.startServing(fixture.settings("page"));
  }

  @BeforeEach
  void openPage() {
    judge(0, "transitions", 0.11);
    judge(0, "popularity", 0.01);
    browser.size(1280, 1000).open("http://127.0.0.1:%d/".formatted(serving.httpPort()));
    await("the page is live", () -> browser.text("#status").equals("live"));
  }

  @AfterEach
  void close() {
    browser.close();
    serving.close();
    fixture.close();
  }

  @Test
  void shouldShowThePipelineAtWorkAndLookUsersUp() {
    await("figures", () -> browser.findAll("#models tbody tr").size() == 2);
    assertThat(browser.text("#models tbody")).contains("popularity", "transitions", "0.1100");
    shouldMove();
    shouldMarkTheSwap();
    shouldLookUp("u1");
    assertThat(browser.text("#found"))
        .contains("What u1 took, newest first", "by transitions", "because you took Title of a");
    assertThat(browser.findAll("#found .columns > div:first-child li"))
        .extracting(item -> item.getText())
        .containsExactly("Title of a", "Title of b");
    browser.screenshot(SCREENSHOTS.resolve("page-desktop.png"));
    shouldLookUp("nobody <b>at</b> all");
    assertThat(browser.text("#found")).contains("Nothing is known of a user nobody <b>at</b> all");
    shouldFitOnAPhone();
    assertThat(browser.complaints()).isEmpty();
  }

  private void shouldMove() {
    String place = "#flow [data-topic=recommendations] output";
    String before = browser.text(place);
    fixture.write(fixture.topics().userSequences(), "u2", TestRecords.sequence("u2", 1, "a"));
    await("the list is counted", () -> !browser.text(place).equals(before));
    String score = browser.text("#models tbody");
    judge(1, "transitions", 0.31);
    await("another score", () -> !browser.text("#models tbody").equals(score));
    assertThat(browser.text("#flow [data-process=serving] output")).contains("lag");
  }

  private void shouldMarkTheSwap() {
    assertThat(browser.find("#no-checkpoints").isDisplayed()).isTrue();
    announce(CheckpointState.REJECTED, 1);
    announce(CheckpointState.PROMOTED, 2);
    await("both are listed", () -> browser.findAll("#checkpoints li").size() == 2);
    assertThat(browser.text("#checkpoints")).contains("promoted", "rejected", "better by far");
    assertThat(browser.run("return Chart.getChart('quality').options.swapTimes.length"))
        .isEqualTo(1L);
  }

  private void shouldLookUp(String user) {
    browser.find("#user").clear();
    browser.find("#user").sendKeys(user, Keys.ENTER);
    await("an answer", () -> browser.text("#found").contains(user));
  }

  private void shouldFitOnAPhone() {
    browser.size(390, 844);
    // The browser tells the charts of the new size when it comes to it.
    await("wider than the phone", () -> browser.run(TOO_WIDE), List.of());
    browser.screenshot(SCREENSHOTS.resolve("page-phone.png"));
  }

  private void judge(int window, String model, double ndcg) {
    long start = TestRecords.NOW + window * WINDOW_MILLIS;
    fixture.write(
        fixture.topics().onlineMetrics(),
        model,
        OnlineMetrics.newBuilder()
            .setModelId(model)
            .setServedModelId("transitions")
            .setWindowStart(start)
            .setWindowEnd(start + WINDOW_MILLIS)
            .setK(10)
            .setInteractions(100)
            .setHits(20)
            .setHitRate(0.2)
            .setNdcg(ndcg)
            .setMrr(ndcg)
            .setDistinctItems(3)
            .setCatalogueSize(3)
            .setCoverage(1)
            .setMeanLatencyMs(12)
            .setMaxLatencyMs(30)
            .build());
  }

  private void announce(CheckpointState state, int step) {
    fixture.write(
        fixture.topics().checkpoints(),
        "recommender",
        CheckpointAnnouncement.newBuilder()
            .setId("step-" + step)
            .setModel("recommender")
            .setUri("file:/nowhere")
            .setSha256("00")
            .setBaseModel("tiny")
            .setBaseModelSha256("00")
            .setKind(CheckpointKind.FULL)
            .setObjective("ilrec")
            .setStep(step)
            .setExamplesLearned(step)
            .setMetrics(Map.of())
            .setSourceOffsets(Map.of())
            .setState(state)
            .setReason("better by far")
            .setAnnouncedAt(TestRecords.NOW + WINDOW_MILLIS / 2)
            .setCurrent(null)
            .setPrevious(null)
            .build());
  }
}
