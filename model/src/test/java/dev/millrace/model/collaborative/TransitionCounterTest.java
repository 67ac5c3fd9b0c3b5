package dev.millrace.model.collaborative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class TransitionCounterTest {

  private static final long HALF_LIFE = 1000;
  private static final CollaborativeOptions OPTIONS =
      new CollaborativeOptions(2, 0.5, 10, new Decay(HALF_LIFE));

  private final CollaborativeModel model = CollaborativeModel.empty(new Decay(HALF_LIFE));
  private final TransitionCounter counter = new TransitionCounter(model, OPTIONS, 2);

  @Test
  void shouldAddGammaToThePowerOfTheDistanceWithinTheWindow() {
    counter.add(items("a", "b", "c"), item("x"), 5000);

    assertThat(weight("c", "x")).isEqualTo(0.5);
    assertThat(weight("b", "x")).isEqualTo(0.25);
    assertThat(model.transitions().row(item("a"))).isNull();
    assertThat(row("c").total()).isEqualTo(0.5);
    assertThat(row("c").asOf()).isEqualTo(5000);
  }

  @Test
  void shouldLetOlderPairsFadeInWhateverOrderTheyCome() {
    counter.add(items("a"), item("x"), 1000);
    counter.add(items("a"), item("y"), 3000);
    counter.add(items("a"), item("x"), 2000);

    // After two half-lives a quarter of 0.5 is left, after one a half.
    assertThat(weight("a", "x")).isCloseTo(0.5 / 4 + 0.5 / 2, within(1e-7));
    assertThat(weight("a", "y")).isCloseTo(0.5, within(1e-7));
    assertThat(row("a").total()).isCloseTo(0.5 / 4 + 0.5 / 2 + 0.5, within(1e-12));
    assertThat(row("a").asOf()).isEqualTo(3000);
  }

  @Test
  void shouldCountWhatIsTakenAndOnceTheFirstOfEveryUser() {
    counter.add(items("a"), item("b"), 1000);
    counter.add(items("a", "b"), item("c"), 2000);
    counter.add(items("a", "b", "c"), item("b"), 2000);

    assertThat(model.popularity().weightOf(item("a"))).isCloseTo(0.5, within(1e-12));
    assertThat(model.popularity().weightOf(item("b"))).isCloseTo(1.5, within(1e-12));
    assertThat(model.popularity().count(item("a"))).isEqualTo(new PopularityRanking.Count(1, 1000));
    assertThat(names(model.popularity())).containsExactly("b", "c", "a");
  }

  @Test
  void shouldKeepTheHeaviestAndTheTotalOfAllWhenARowIsLongerThanTwiceWhatIsKept() {
    for (String next : List.of("x", "y", "y", "z", "z", "w", "v")) {
      counter.add(items("a"), item(next), 0);
    }

    assertThat(
            IntStream.range(0, row("a").size())
                .mapToObj(i -> model.items().nameOf(row("a").successor(i))))
        .containsExactly("y", "z");
    assertThat(row("a").total()).isEqualTo(7 * 0.5);
  }

  @Test
  void shouldRefuseToKeepNothing() {
    assertThatThrownBy(() -> new TransitionCounter(model, OPTIONS, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1");
  }

  private List<String> names(PopularityRanking ranking) {
    return StreamSupport.stream(ranking.spliterator(), false).map(model.items()::nameOf).toList();
  }

  private double weight(String from, String to) {
    TransitionRow row = row(from);
    return IntStream.range(0, row.size())
        .filter(i -> row.successor(i) == item(to))
        .mapToDouble(row::weight)
        .sum();
  }

  private TransitionRow row(String from) {
    return Objects.requireNonNull(model.transitions().row(item(from)));
  }

  private int item(String name) {
    return model.items().intern(name);
  }

  private ItemIds items(String... names) {
    return model.items().internAll(List.of(names));
  }
}
