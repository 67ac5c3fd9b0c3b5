package dev.millrace.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.serving.RefinementStats;
import dev.millrace.trainer.process.TrainerStats;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemoPageTest {

  @Test
  void shouldShowProgressScoresAndOneUser() {
    List<String> page = DemoPage.full(snapshot(250, 1_000, 50));

    assertThat(page.get(0)).contains("250 of 1,000", "25 %", "50/s", "ETA 0:15");
    assertThat(page).anyMatch(line -> line.contains("served lists") && line.contains("0.2500"));
    assertThat(page).anyMatch(line -> line.contains("popularity") && line.contains("waiting"));
    assertThat(page).anyMatch(line -> line.contains("user ann took: Alien < Heat"));
    assertThat(page).anyMatch(line -> line.contains(" 1. Aliens  (because you took Alien)"));
  }

  @Test
  void shouldShowHowFarTheLanguageModelIs() {
    DemoSnapshot now = snapshot(250, 1_000, 50);

    assertThat(DemoPage.full(now))
        .anyMatch(line -> line.contains("1,234 examples learned, 56 waiting"))
        .anyMatch(line -> line.contains("lists refined 789, users waiting 4"))
        .anyMatch(
            line ->
                line.contains("rejected after 1,000 examples: ndcg@10 0.0100, popularity 0.0800"));
    assertThat(DemoPage.brief(now)).contains("learned 1,234, refined 789");
    assertThat(language().summary())
        .anyMatch(line -> line.contains("0 checkpoints promoted, 1 rejected"))
        .anyMatch(line -> line.contains("the first promoted not yet"))
        .anyMatch(line -> line.contains("the first after 61 s"));
  }

  @Test
  void shouldNotPromiseAnEndWhenNothingMoves() {
    assertThat(DemoPage.brief(snapshot(0, 1_000, 0))).contains("ETA unknown");
  }

  @Test
  void shouldCutLinesThatWouldWrap() {
    Spotlight talkative = new Spotlight("ann", List.of("x".repeat(500)), List.of());
    DemoSnapshot now = withSpotlight(snapshot(1, 2, 1), talkative);

    assertThat(DemoPage.full(now)).allMatch(line -> line.length() <= 110);
  }

  private static LanguageProgress language() {
    CheckpointNews news =
        new CheckpointNews(
            0,
            1,
            Optional.empty(),
            Optional.of("rejected after 1,000 examples: ndcg@10 0.0100, popularity 0.0800"));
    return new LanguageProgress(
        new TrainerStats(1_234, 56),
        new RefinementStats(789, 0, 0, 0, 0, 3, 1, 0, 0, ""),
        news,
        Optional.empty(),
        Optional.of(Duration.ofSeconds(61)));
  }

  private static DemoSnapshot snapshot(long sent, long total, double perSecond) {
    return new DemoSnapshot(
        Duration.ofSeconds(5),
        sent,
        total,
        perSecond,
        7,
        3,
        Optional.of(language()),
        Optional.of(new ModelScore("transitions", 40, 10, 5, 5, 4, 0.1, 400)),
        Optional.empty(),
        2,
        Optional.of(
            new Spotlight(
                "ann", List.of("Alien", "Heat"), List.of("Aliens  (because you took Alien)"))));
  }

  private static DemoSnapshot withSpotlight(DemoSnapshot now, Spotlight spotlight) {
    return new DemoSnapshot(
        now.elapsed(),
        now.sent(),
        now.total(),
        now.perSecond(),
        now.lag(),
        now.lists(),
        now.language(),
        now.served(),
        now.popularity(),
        now.withoutList(),
        Optional.of(spotlight));
  }
}
