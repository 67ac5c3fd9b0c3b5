package dev.millrace.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

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
  void shouldNotPromiseAnEndWhenNothingMoves() {
    assertThat(DemoPage.brief(snapshot(0, 1_000, 0))).contains("ETA unknown");
  }

  @Test
  void shouldCutLinesThatWouldWrap() {
    Spotlight talkative = new Spotlight("ann", List.of("x".repeat(500)), List.of());
    DemoSnapshot now = withSpotlight(snapshot(1, 2, 1), talkative);

    assertThat(DemoPage.full(now)).allMatch(line -> line.length() <= 110);
  }

  private static DemoSnapshot snapshot(long sent, long total, double perSecond) {
    return new DemoSnapshot(
        Duration.ofSeconds(5),
        sent,
        total,
        perSecond,
        7,
        3,
        Optional.of(new ModelScore("transitions", 40, 10, 5, 4, 0.1, 400)),
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
        now.served(),
        now.popularity(),
        now.withoutList(),
        Optional.of(spotlight));
  }
}
