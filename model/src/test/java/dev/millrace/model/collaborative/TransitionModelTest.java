package dev.millrace.model.collaborative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TransitionModelTest {

  private final TransitionModel model = new TransitionModel();

  @Test
  void shouldAnswerTheLatestRowWhenReplaced() {
    TransitionRow second = row(2);
    model.replace(100, row(1));

    model.replace(100, second);

    assertThat(model.row(100)).isSameAs(second);
    assertThat(model.size()).isEqualTo(1);
  }

  @Test
  void shouldAnswerNothingWhenRowIsRemovedOrWasNeverThere() {
    model.replace(3, row(1));

    model.remove(3);
    model.remove(1_000);

    assertThat(model.row(3)).isNull();
    assertThat(model.row(1_000)).isNull();
    assertThat(model.size()).isZero();
  }

  @Test
  void shouldRejectRowWhenSuccessorsAndWeightsDiffer() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TransitionRow(ItemIds.of(1, 2), new float[] {1}, 1, 0))
        .withMessage("2 successors need as many weights, but there were 1");
  }

  @Test
  void shouldRejectRowWhenWeightIsNotANumber() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TransitionRow(ItemIds.of(1), new float[] {Float.NaN}, 1, 0))
        .withMessage("A weight is not negative, but was NaN");
  }

  private static TransitionRow row(float weight) {
    return new TransitionRow(ItemIds.of(0), new float[] {weight}, weight, 0);
  }
}
