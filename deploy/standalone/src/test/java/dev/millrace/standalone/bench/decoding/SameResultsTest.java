package dev.millrace.standalone.bench.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.decoding.DecodedItem;
import dev.millrace.standalone.bench.BenchmarkException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SameResultsTest {

  @Test
  void shouldAcceptRoundingAndTellHowMuch() {
    assertThat(
            new SameResults(item -> item)
                .require(
                    List.of(list(-1.0, 0, -2.0, 1, -3.0, 2)),
                    List.of(list(-1.0001, 0, -2.0, 1, -3.0, 2))))
        .isCloseTo(1e-4, within(1e-9));
  }

  @Test
  void shouldAcceptNeighboursThatChangePlacesByRounding() {
    assertThat(
            new SameResults(item -> item)
                .require(
                    List.of(list(-1.0, 0, -1.0001, 1, -3.0, 2)),
                    List.of(list(-1.0, 1, -1.0001, 0, -3.0, 2))))
        .isLessThan(SameResults.TOLERANCE);
  }

  @Test
  void shouldRefuseAnotherItem() {
    assertThatThrownBy(
            () ->
                new SameResults(item -> item)
                    .require(
                        List.of(list(-1.0, 0, -2.0, 1, -3.0, 2)),
                        List.of(list(-1.0, 0, -2.0, 3, -3.0, 2))))
        .isInstanceOf(BenchmarkException.class)
        .hasMessageContaining("user 0");
  }

  @Test
  void shouldRefuseAnotherProbability() {
    assertThatThrownBy(
            () ->
                new SameResults(item -> item)
                    .require(List.of(list(-1.0, 0)), List.of(list(-1.01, 0))))
        .isInstanceOf(BenchmarkException.class);
  }

  @Test
  void shouldRefuseAShorterList() {
    assertThatThrownBy(
            () ->
                new SameResults(item -> item)
                    .require(List.of(list(-1.0, 0, -2.0, 1)), List.of(list(-1.0, 0))))
        .isInstanceOf(BenchmarkException.class);
  }

  /** Pairs of a log-probability and an item. */
  private static List<DecodedItem> list(double... pairs) {
    List<DecodedItem> list = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      list.add(new DecodedItem((int) pairs[i + 1], pairs[i], pairs[i]));
    }
    return list;
  }
}
