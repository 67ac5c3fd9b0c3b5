package dev.millrace.model.collaborative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PopularityRankingTest {

  private final ItemDictionary items = new ItemDictionary();
  private final PopularityRanking ranking =
      new PopularityRanking(items, Decay.halfLife(Duration.ofMillis(100)));

  @Test
  void shouldRankByWeightThenNameWhenTimesAreEqual() {
    put("c", 1, 0);
    put("b", 2, 0);
    put("a", 1, 0);

    assertThat(names()).containsExactly("b", "a", "c");
  }

  @Test
  void shouldRankByWeightAtOneTimeWhenTimesDiffer() {
    put("old", 3, 0);
    put("new", 1, 200);

    // at 200, old has faded to 3 / 4
    assertThat(names()).containsExactly("new", "old");
    assertThat(ranking.weightOf(items.find("old"))).isEqualTo(0.75);
    assertThat(ranking.weightOf(items.find("new"))).isEqualTo(1.0);
  }

  @Test
  void shouldMoveItemWhenItsWeightChanges() {
    put("a", 1, 0);
    put("b", 2, 0);

    put("a", 3, 0);

    assertThat(names()).containsExactly("a", "b");
  }

  @Test
  void shouldLeaveItemOutWhenRemovedOrWithoutWeight() {
    put("a", 1, 0);
    put("b", 2, 0);
    put("c", 3, 0);

    ranking.remove(items.find("a"));
    put("b", 0, 0);
    ranking.remove(1_000_000);

    assertThat(names()).containsExactly("c");
    assertThat(ranking.size()).isEqualTo(1);
    assertThat(ranking.weightOf(items.find("a"))).isZero();
    assertThat(ranking.weightOf(items.find("b"))).isZero();
    assertThat(ranking.weightOf(1_000_000)).isZero();
  }

  @Test
  void shouldKnowTheWeightOfAllWhenItemsComeChangeAndGo() {
    put("a", 8, 0);
    put("b", 2, 200);
    put("c", 5, 100);
    put("c", 1, 300);
    ranking.remove(items.find("a"));
    put("d", 4, 100);

    double sum = 0;
    for (int item : ranking) {
      sum += ranking.weightOf(item);
    }
    assertThat(ranking.totalWeight()).isCloseTo(sum, within(1e-9));

    List.of("b", "c", "d").forEach(name -> ranking.remove(items.find(name)));
    assertThat(ranking.totalWeight()).isCloseTo(0, within(1e-9));
  }

  @Test
  void shouldRejectWeightWhenNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ranking.replace(0, -1, 0))
        .withMessage("A weight is not negative, but was -1.0");
  }

  private void put(String name, double weight, long asOf) {
    ranking.replace(items.intern(name), weight, asOf);
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    ranking.forEach(item -> names.add(items.nameOf(item)));
    return names;
  }
}
