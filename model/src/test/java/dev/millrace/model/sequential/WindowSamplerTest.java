package dev.millrace.model.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowSamplerTest {

  private static final int LENGTH = 10;

  @Test
  void shouldMakeEveryItemButTheFirstATargetOnceAnEpoch() {
    for (int size = 2; size < 60; size++) {
      int[] sequence = IntStream.range(0, size).toArray();
      WindowSampler sampler = new WindowSampler(List.of(sequence), LENGTH, new Random(size));

      List<Integer> targets = new ArrayList<>();
      for (TrainingWindow window : sampler.epoch()) {
        assertThat(window.inputs().length).isBetween(1, LENGTH);
        IntStream.of(window.targets()).forEach(targets::add);
      }

      assertThat(targets)
          .containsExactlyInAnyOrderElementsOf(IntStream.range(1, size).boxed().toList());
    }
  }

  @Test
  void shouldGiveTargetsOfLaterWindowsAHistoryOfHalfTheLengthAtLeast() {
    int[] sequence = IntStream.range(0, 100).toArray();
    WindowSampler sampler = new WindowSampler(List.of(sequence), LENGTH, new Random(1));

    for (TrainingWindow window : sampler.epoch()) {
      int[] inputs = window.inputs();
      for (int i = 1; i < inputs.length; i++) {
        assertThat(inputs[i]).as("in one piece").isEqualTo(inputs[i - 1] + 1);
      }
      assertThat(window.targets()[0]).isEqualTo(inputs[window.firstPlace()] + 1);
      if (inputs[0] > 0) {
        assertThat(window.firstPlace() + 1).isGreaterThan(LENGTH / 2);
      }
    }
  }

  @Test
  void shouldCutInOtherPlacesInEveryEpoch() {
    int[] sequence = IntStream.range(0, 100).toArray();
    WindowSampler sampler = new WindowSampler(List.of(sequence), LENGTH, new Random(1));

    List<Integer> first = new ArrayList<>();
    for (int epoch = 0; epoch < 20; epoch++) {
      sampler.epoch().stream()
          .filter(window -> window.firstPlace() == 0)
          .forEach(window -> first.add(window.targetCount()));
    }

    assertThat(first).hasSize(20).contains(6, 10);
  }

  @Test
  void shouldLearnNothingFromSequencesOfOneItem() {
    assertThat(new WindowSampler(List.of(new int[] {1}), LENGTH, new Random(1)).epoch()).isEmpty();
  }
}
