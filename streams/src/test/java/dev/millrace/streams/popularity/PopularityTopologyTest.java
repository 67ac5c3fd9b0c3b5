package dev.millrace.streams.popularity;

import static dev.millrace.streams.TopologyFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.avro.AcceptedInteraction;
import dev.millrace.avro.ItemPopularity;
import dev.millrace.streams.AcceptedInteractions;
import dev.millrace.streams.TopologyFixture;
import dev.millrace.streams.TopologyName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.TestInputTopic;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked // JUnit fills the fields, AssertJ says when a value is missing.
class PopularityTopologyTest {

  private static final long HALF_LIFE = PopularitySettings.DEFAULTS.halfLife().toMillis();

  @TempDir private Path directory;

  @Test
  void shouldHalveWithEveryHalfLifeWhateverTheOrder() {
    assertThat(last(NOW, NOW + HALF_LIFE).getWeight()).isCloseTo(1.5, within(1e-12));
    assertThat(last(NOW + HALF_LIFE, NOW).getWeight()).isCloseTo(1.5, within(1e-12));
    assertThat(last(NOW + HALF_LIFE, NOW).getAsOf()).isEqualTo(NOW + HALF_LIFE);
  }

  @Test
  void shouldSurviveWhenTimeRunsFarBeyondRangeOfDouble() {
    long farAhead = NOW + Duration.ofDays(40_000).toMillis();

    assertThat(last(NOW, farAhead).getWeight()).isCloseTo(1, within(1e-12));
  }

  @Test
  void shouldNotCountWhenInteractionDoesNotExtend() {
    try (TopologyFixture fixture = TopologyFixture.of(TopologyName.POPULARITY, directory)) {
      AcceptedInteraction dislike = AcceptedInteractions.click("u1", "a", NOW);
      dislike.setExtendsSequence(false);
      fixture.input(fixture.topics().acceptedInteractions()).pipeInput("u1", dislike, NOW);
      fixture.letTimePass();

      assertThat(fixture.output(fixture.topics().itemPopularity()).isEmpty()).isTrue();
    }
  }

  private ItemPopularity last(long... timestamps) {
    try (TopologyFixture fixture = TopologyFixture.of(TopologyName.POPULARITY, directory)) {
      TestInputTopic<String, AcceptedInteraction> accepted =
          fixture.input(fixture.topics().acceptedInteractions());
      for (long timestamp : timestamps) {
        accepted.pipeInput("u1", AcceptedInteractions.click("u1", "a", timestamp), NOW);
      }
      fixture.letTimePass();
      List<ItemPopularity> counts =
          fixture.output(fixture.topics().itemPopularity()).readValuesToList();
      return counts.get(counts.size() - 1);
    }
  }
}
