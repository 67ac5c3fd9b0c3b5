package dev.millrace.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HardNegativesTest {

  private static final SelfHardNegatives DEFAULTS = SelfHardNegatives.defaults();

  @Test
  void shouldSelectLikeThePlainDefinition() {
    Sample sample = Sample.random(1, 3, 12, 2, 7, 1, 9).padded(2);
    for (NegativeSource source : NegativeSource.values()) {
      SelfHardNegatives config = DEFAULTS.withSource(source);
      PlainObjective plain = new PlainObjective(ObjectiveConfig.msl().with(config), 1, sample);

      boolean[][] negatives = sample.negatives(config);

      for (int position = 0; position < sample.positions(); position++) {
        boolean[] expected = plain.negatives(position);
        assertThat(negatives[position]).startsWith(expected);
        for (int column = expected.length; column < sample.columns(); column++) {
          assertThat(negatives[position][column]).as("column that fills up").isFalse();
        }
      }
    }
  }

  @Test
  void shouldSelectMoreWhenPhiIsSmaller() {
    Sample sample = Sample.random(2, 3, 40);
    SelfHardNegatives lenient =
        new SelfHardNegatives(
            2,
            0.01,
            NegativeSource.INTERMEDIATE,
            DEFAULTS.preference(),
            DEFAULTS.distillation(),
            DEFAULTS.regularisation());

    boolean[] strictly = sample.negatives(DEFAULTS)[0];
    boolean[] leniently = sample.negatives(lenient)[0];

    for (int column = 0; column < strictly.length; column++) {
      assertThat(leniently[column] || !strictly[column]).isTrue();
    }
    assertThat(leniently).isNotEqualTo(strictly);
  }

  @Test
  void shouldLabelOnlyNegativesAndTheTargetWithWhatSumsToOne() {
    Sample sample = Sample.random(3, 3, 12, 5, 7);
    boolean[][] negatives = sample.negatives(DEFAULTS);

    double[][] labels = sample.softLabels(DEFAULTS);

    for (int position = 0; position < sample.positions(); position++) {
      double sum = 0;
      for (int column = 0; column < sample.columns(); column++) {
        boolean inside = negatives[position][column] || column == sample.targets()[position];
        assertThat(labels[position][column] > 0).isEqualTo(inside);
        sum += labels[position][column];
      }
      assertThat(sum).isCloseTo(1, within(1e-6));
    }
  }
}
