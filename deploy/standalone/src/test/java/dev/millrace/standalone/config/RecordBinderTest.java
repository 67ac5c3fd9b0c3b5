package dev.millrace.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordBinderTest {

  enum Mode {
    FAST,
    VERY_SAFE
  }

  record Shape(double decay, int maxSuccessors) {
    Shape {
      if (maxSuccessors < 1) {
        throw new IllegalArgumentException(
            "max-successors must be positive; found " + maxSuccessors);
      }
    }
  }

  record Sample(
      Path folder,
      Duration interval,
      long cacheBytes,
      boolean rekey,
      Mode mode,
      Optional<String> instance,
      List<Integer> depths,
      Set<String> types,
      Map<String, String> kafka,
      Shape shape) {}

  private static final String SOUND =
      """
      folder: data/here
      interval: 50ms
      cache-bytes: 64MiB
      rekey: true
      mode: very-safe
      depths: [1, 2]
      types: [click, view]
      kafka:
        linger.ms: 5
        ssl.enabled: true
      shape:
        decay: 1
        max-successors: 100
      """;

  @Test
  void shouldFillEveryKindOfComponent() {
    Sample sample = RecordBinder.bind(ConfigTree.parse(SOUND, "test"), Sample.class);

    assertThat(sample)
        .isEqualTo(
            new Sample(
                Path.of("data/here"),
                Duration.ofMillis(50),
                64L * 1024 * 1024,
                true,
                Mode.VERY_SAFE,
                Optional.empty(),
                List.of(1, 2),
                Set.of("click", "view"),
                Map.of("linger.ms", "5", "ssl.enabled", "true"),
                new Shape(1, 100)));
  }

  @Test
  void shouldReportEveryProblemWithItsPathAtOnce() {
    String broken =
        SOUND
            .replace("interval: 50ms", "interval: soon")
            .replace("rekey: true", "re-key: true")
            .replace("very-safe", "careful")
            .replace("[1, 2]", "[1, two]")
            .replace("decay: 1", "decay: 1\n  halflife: 60d")
            .replace("cache-bytes: 64MiB", "cache-bytes: [1]");

    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(() -> RecordBinder.bind(ConfigTree.parse(broken, "test"), Sample.class))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "re-key: unknown key; did you mean 'rekey'?",
                        "interval: expected a duration like 50ms, 5s, 10m, 1h, 60d or PT1H30M,"
                            + " found 'soon'",
                        "cache-bytes: expected a single value, found [1]",
                        "rekey: is missing",
                        "mode: expected one of fast, very-safe, found 'careful'",
                        "depths[1]: expected a whole number, found 'two'",
                        "shape.halflife: unknown key; known here: decay, max-successors"));
  }

  @Test
  void shouldNameThePathWhenARecordRefusesItsValues() {
    String outOfRange = SOUND.replace("max-successors: 100", "max-successors: 0");

    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(() -> RecordBinder.bind(ConfigTree.parse(outOfRange, "test"), Sample.class))
        .withMessage("shape: max-successors must be positive; found 0");
  }

  @Test
  void shouldReportAWrongShapeWhenAValueStandsForKeys() {
    String flat = SOUND.replaceAll("(?s)shape:.*", "shape: 3\n").replace("true\n", "1\n");

    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(() -> RecordBinder.bind(ConfigTree.parse(flat, "test"), Sample.class))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "rekey: expected true or false, found 1",
                        "shape: expected keys with values, found 3"));
  }
}
