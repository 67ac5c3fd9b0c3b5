package dev.millrace.trainer.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.StageFreshness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreshExamplesTest {

  private static final long START = 1_700_000_000_000L;

  private final FreshExamples fresh = new FreshExamples();

  @Test
  void shouldTellHowOldExamplesAreWhenTheCheckpointIsAnnounced() {
    for (int second = 0; second < 100; second++) {
      fresh.learned(START + second * 1_000L, START + second * 1_000L + 2_500);
    }

    assertThat(fresh.freshness(START + 100_000))
        .containsExactly(
            new StageFreshness("learned", 100L, 2.5, 2.5),
            new StageFreshness("checkpoint", 100L, 50.0, 95.0));
  }

  @Test
  void shouldCountEachExampleOnceThoughCheckpointsAreRejectedInBetween() {
    fresh.learned(START, START + 100);
    fresh.learned(START, START + 100);
    fresh.learned(START + 60_000, START + 60_100);
    List<Duration> ages = new ArrayList<>();

    fresh.announced(START + 90_000, ages::add);

    assertThat(ages)
        .containsExactly(Duration.ofSeconds(90), Duration.ofSeconds(90), Duration.ofSeconds(30));
    assertThat(fresh.freshness(START + 120_000)).isEmpty();
  }
}
