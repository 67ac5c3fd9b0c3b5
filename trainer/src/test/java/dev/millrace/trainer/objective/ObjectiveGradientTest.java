package dev.millrace.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and gradients beside plain loops and finite differences. */
class ObjectiveGradientTest {

  private static final double TOLERANCE = 1e-4;

  static Stream<Arguments> objectives() {
    return ObjectiveConfig.names().stream()
        .flatMap(name -> Stream.of(1.0, 2.5).map(tau -> Arguments.of(name, tau)));
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void shouldAgreeWithPlainLoopsAndDifferences(String name, double temperature) {
    ObjectiveConfig config = ObjectiveConfig.named(name);
    Sample sample = Sample.random(name.hashCode(), 3, 9, 2, 6, 4, 5);
    PlainObjective plain = new PlainObjective(config, temperature, sample);

    Sample.Result result = sample.evaluate(config, temperature);

    assertThat(result.total()).isCloseTo(plain.total(sample), within(TOLERANCE));
    boolean layers = !config.intermediateDepths(4).isEmpty();
    for (int layer = 0; layer < (layers ? 3 : 1); layer++) {
      for (int position = 0; position < sample.positions(); position++) {
        for (int v = 0; v < sample.logits()[layer][position].length; v++) {
          assertThat((double) result.gradients()[layer][position][v])
              .as("layer %d, position %d, column %d", layer, position, v)
              .isCloseTo(plain.slope(layer, position, v), within(TOLERANCE));
        }
      }
    }
  }
}
