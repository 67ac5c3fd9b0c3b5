package dev.millrace.trainer.objective;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectiveConfigTest {

  @Test
  void shouldListNamesWhenNameIsUnknown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObjectiveConfig.named("ilrek"))
        .withMessage(
            "There is no objective \"ilrek\"; accepted are lml, msl, msl+ats, ilrec, ilrec+ats,"
                + " ilrec-cpo, ilrec-cpd, ilrec-crr, final-layer-negatives");
  }

  @Test
  void shouldSwitchOffOneTermWhenNamedWithoutIt() {
    assertThat(switches("ilrec")).containsExactly(true, true, true);
    assertThat(switches("ilrec-cpo")).containsExactly(false, true, true);
    assertThat(switches("ilrec-cpd")).containsExactly(true, false, true);
    assertThat(switches("ilrec-crr")).containsExactly(true, true, false);
  }

  private static boolean[] switches(String name) {
    SelfHardNegatives terms = requireNonNull(ObjectiveConfig.named(name).negatives());
    return new boolean[] {
      terms.preference().isActive(),
      terms.distillation().isActive(),
      terms.regularisation().isActive()
    };
  }

  @Test
  void shouldAskForTwoLayersBelowTheLastWhenModelIsShallow() {
    assertThat(ObjectiveConfig.ilrec().intermediateDepths(4)).containsExactly(3, 2);
    assertThat(ObjectiveConfig.ilrec().intermediateDepths(8)).containsExactly(7, 6);
  }

  @Test
  void shouldAskForFourLayersBelowTheLastWhenModelIsDeep() {
    assertThat(ObjectiveConfig.ilrec().intermediateDepths(12)).containsExactly(11, 10, 9, 8);
  }

  @Test
  void shouldAskForNoLayersWhenNoTermNeedsThem() {
    SelfHardNegatives preferenceOfLastLayer =
        SelfHardNegatives.defaults().withSource(NegativeSource.FINAL_LAYER).withoutDistillation();

    assertThat(ObjectiveConfig.msl().with(preferenceOfLastLayer).intermediateDepths(4)).isEmpty();
    assertThat(ObjectiveConfig.msl().intermediateDepths(4)).isEmpty();
    assertThat(ObjectiveConfig.named("final-layer-negatives").intermediateDepths(4))
        .as("distillation needs them still")
        .containsExactly(3, 2);
  }

  @Test
  void shouldRefuseWhenModelHasTooFewLayers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObjectiveConfig.ilrec().intermediateDepths(2))
        .withMessageContaining("at least 3 layers, but it has 2");
  }

  @Test
  void shouldTellWhatBlocksMustHave() {
    assertThat(ObjectiveConfig.names().stream().filter(this::needsRewards))
        .containsExactlyElementsOf(
            List.of("ilrec", "ilrec+ats", "ilrec-cpo", "ilrec-cpd", "final-layer-negatives"));
    assertThat(ObjectiveConfig.lml().insideTrie()).isFalse();
    assertThat(ObjectiveConfig.msl().insideTrie()).isTrue();
  }

  private boolean needsRewards(String name) {
    return ObjectiveConfig.named(name).needsRewards();
  }

  @Test
  void shouldStartAtTheTemperatureOfTheBase() {
    assertThat(ObjectiveConfig.lml().temperature().start()).isEqualTo(1);
    assertThat(ObjectiveConfig.named("msl+ats").temperature().start()).isEqualTo(1.5);
  }

  @Test
  void shouldRefuseFiguresOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Temperature.Fixed(0))
        .withMessageContaining("above 0, but was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Temperature.Adaptive(0.25, 2, 1, 0.05, 1.5))
        .withMessageContaining("at least the minimum 2.0, but was 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Term.weighted(-1))
        .withMessageContaining("not negative, but was -1.0");
  }
}
