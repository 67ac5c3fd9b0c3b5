package dev.millrace.trainer.reservoir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.avro.TrainingExample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReservoirTest {

  @Test
  void shouldKeepEveryExampleEquallyOften() {
    int[] kept = new int[50];
    int trials = 4_000;
    for (int seed = 0; seed < trials; seed++) {
      filled(10, seed, 50).examples().forEach(example -> kept[(int) example.getTimestamp()]++);
    }

    for (int times : kept) {
      // Binomial, p = 0.2: five standard deviations are 126.
      assertThat((double) times).isCloseTo(trials * 10 / 50.0, within(126.0));
    }
  }

  @Test
  void shouldGoOnAsTheOriginalWhenRestored(@TempDir Path folder) throws IOException {
    Reservoir original = filled(10, 1, 37);
    Reservoir restored = new Reservoir(10, 1);
    ReservoirFile.write(original, folder);
    ReservoirFile.read(restored, folder);

    assertThat(restored.draw(4)).isEqualTo(original.draw(4));
    IntStream.range(37, 90).mapToObj(ReservoirTest::example).forEach(original::add);
    IntStream.range(37, 90).mapToObj(ReservoirTest::example).forEach(restored::add);

    assertThat(restored.examples()).isEqualTo(original.examples());
    assertThat(restored.added()).isEqualTo(90);
    assertThat(restored.draw(5)).isEqualTo(original.draw(5));
  }

  @Test
  void shouldDrawWithoutRepetitionInTheOrderOfTime() {
    List<TrainingExample> drawn = filled(20, 3, 200).draw(15);

    assertThat(drawn).hasSize(15).doesNotHaveDuplicates();
    assertThat(drawn).extracting(TrainingExample::getTimestamp).isSorted();
  }

  @Test
  void shouldDrawAllWhenMoreAreAskedForThanAreHere() {
    assertThat(filled(20, 3, 7).draw(15)).hasSize(7);
  }

  @Test
  void shouldForgetAUserAndNobodyElse() {
    Reservoir reservoir = filled(20, 3, 20);

    assertThat(reservoir.forget("u1")).isEqualTo(5);
    assertThat(reservoir.examples())
        .hasSize(15)
        .noneMatch(example -> example.getUserId().equals("u1"));
  }

  private static Reservoir filled(int capacity, long seed, int count) {
    Reservoir reservoir = new Reservoir(capacity, seed);
    IntStream.range(0, count).mapToObj(ReservoirTest::example).forEach(reservoir::add);
    return reservoir;
  }

  private static TrainingExample example(int number) {
    return new TrainingExample("e" + number, "u" + number % 4, List.of("a"), "b", (long) number);
  }
}
