package dev.millrace.trainer.progressive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.fusion.FusionForm;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FusionChoiceTest {

  private static final double NEVER = Double.NEGATIVE_INFINITY;

  /** The language model is right. */
  private static final FusionSample LANGUAGE =
      new FusionSample(new double[] {0.9, 0.1}, new double[] {NEVER, -0.1}, 1);

  /** The collaborative model is right. */
  private static final FusionSample COLLABORATIVE =
      new FusionSample(new double[] {0.1, 0.9}, new double[] {-0.1, NEVER}, 1);

  private static final FusionSample NEITHER =
      new FusionSample(new double[] {1}, new double[] {0}, -1);

  private final FusionChoice choice = new FusionChoice(new FusionChoice.Rules(1, 4, 2));

  @Test
  void shouldLetTheCollaborativeModelStandAloneUntilItHasEnoughExamples() {
    assertThat(choice.add(LANGUAGE)).isEqualTo(2);
    choice.choose();

    assertThat(choice.chosen()).isNull();
    assertThat(choice.add(COLLABORATIVE)).isEqualTo(1);
    assertThat(choice.add(NEITHER)).isZero();
  }

  @Test
  void shouldRankByWhatWasChosenOnEarlierExamples() {
    choice.add(LANGUAGE);
    assertThat(choice.add(LANGUAGE)).isEqualTo(2);

    choice.choose();

    assertThat(choice.add(LANGUAGE)).isEqualTo(1);
    assertThat(choice.add(COLLABORATIVE)).isEqualTo(2);
  }

  @Test
  void shouldChooseOnTheLatestExamplesOnly() {
    for (FusionSample sample : new FusionSample[] {LANGUAGE, LANGUAGE, LANGUAGE}) {
      choice.add(sample);
    }
    choice.choose();
    for (int i = 0; i < 4; i++) {
      choice.add(COLLABORATIVE);
    }
    assertThat(choice.size()).isEqualTo(4);
    choice.choose();

    assertThat(choice.add(COLLABORATIVE)).isEqualTo(1);
    assertThat(choice.add(LANGUAGE)).isEqualTo(2);
  }

  @Test
  void shouldGoOnFromACheckpoint(@TempDir Path folder) throws IOException {
    FusionForm chosen = new FusionForm.Linear(0.25);
    choice.add(LANGUAGE);
    choice.write(folder);
    FusionChoice resumed = new FusionChoice(new FusionChoice.Rules(1, 4, 2));
    resumed.read(folder, chosen);

    assertThat(resumed.chosen()).isEqualTo(chosen);
    assertThat(resumed.size()).isEqualTo(1);
    resumed.add(LANGUAGE);
    resumed.choose();
    assertThat(resumed.chosen()).isEqualTo(new FusionForm.Linear(0));
  }

  @Test
  void shouldGoOnFromACheckpointWithoutExamples(@TempDir Path folder) throws IOException {
    choice.add(LANGUAGE);

    choice.read(folder, null);

    assertThat(choice.size()).isZero();
    assertThat(choice.chosen()).isNull();
  }
}
