package dev.millrace.standalone.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.Item;
import dev.millrace.standalone.data.EventSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SyntheticStreamTest {

  private static final int DEMO = 30_000;
  private static final EventSource STREAM = new SyntheticStream(SyntheticSettings.defaults());

  @Test
  void shouldMakeTheSameStreamWhenTheSeedIsTheSame() {
    EventSource again = new SyntheticStream(SyntheticSettings.defaults());

    assertThat(take(again, 5_000)).isEqualTo(take(STREAM, 5_000));
    assertThat(items(again)).isEqualTo(items(STREAM));
  }

  @Test
  void shouldMakeAnotherStreamWhenTheSeedIsAnother() {
    SyntheticSettings defaults = SyntheticSettings.defaults();
    EventSource other =
        new SyntheticStream(
            new SyntheticSettings(
                defaults.seed() + 1, defaults.users(), defaults.items(), defaults.start()));

    assertThat(take(other, 100)).doesNotContainAnyElementsOf(take(STREAM, 100));
    assertThat(other.identity()).isNotEqualTo(STREAM.identity());
  }

  @Test
  void shouldMakeReadableTitlesThatAreAllDifferent() {
    List<Item> items = items(STREAM);

    assertThat(items).hasSize(2_000);
    assertThat(items).extracting(Item::getItemId).doesNotHaveDuplicates();
    assertThat(items).extracting(Item::getTitle).allMatch(title -> title.matches("[A-Z].{5,80}"));
    assertThat(Set.copyOf(items.stream().map(Item::getTitle).toList())).hasSize(2_000);
    assertThat(items).allMatch(item -> item.getCategories().size() == 1);
  }

  @Test
  void shouldKeepEventTimesAscendingAndIdsUnique() {
    List<Interaction> events = take(STREAM, DEMO);

    assertThat(events).isSortedAccordingTo(Comparator.comparingLong(Interaction::getTimestamp));
    assertThat(events.stream().map(Interaction::getEventId).distinct()).hasSize(DEMO);
  }

  @Test
  void shouldHaveALongTailOfItemsAndUsers() {
    List<Interaction> events = take(STREAM, DEMO);
    List<Long> perItem = counts(events.stream().collect(byCount(Interaction::getItemId)));
    List<Long> perUser = counts(events.stream().collect(byCount(Interaction::getUserId)));

    assertThat(share(perItem, 10)).isBetween(0.03, 0.25);
    assertThat(share(perItem, perItem.size() / 5)).isBetween(0.4, 0.8);
    assertThat(perItem).hasSizeGreaterThan(1_700);
    assertThat(perUser).hasSizeGreaterThan(1_500);
    assertThat(share(perUser, perUser.size() / 5)).isBetween(0.4, 0.8);
  }

  @Test
  void shouldHaveSomeDislikes() {
    long dislikes =
        take(STREAM, DEMO).stream().filter(event -> event.getType().equals("dislike")).count();

    assertThat(dislikes).isBetween(DEMO / 200L, DEMO / 20L);
  }

  @Test
  void shouldLetTransitionsBeatPopularityByAFactorThatIsNotAbsurd() {
    Prequential trial = new Prequential();
    List<Interaction> events = take(STREAM, DEMO);

    events.subList(0, DEMO / 2).forEach(trial::learn);
    events.subList(DEMO / 2, DEMO).forEach(trial::judgeAndLearn);

    assertThat(trial.transitions())
        .as("%s", trial)
        .isBetween(1.5 * trial.popularity(), 4 * trial.popularity());
    assertThat(trial.popularity()).isBetween(0.02, 0.15);
  }

  @Test
  void shouldSayWhatIsAcceptedWhenSizesAreWrong() {
    SyntheticSettings defaults = SyntheticSettings.defaults();

    assertThatThrownBy(() -> defaults.sized(0, 100))
        .hasMessage("users must be at least 1, but was 0");
    assertThatThrownBy(() -> defaults.sized(1, 10))
        .hasMessage("items must be at least 50, but was 10");
  }

  private static List<Interaction> take(EventSource source, int count) {
    List<Interaction> taken = new ArrayList<>(count);
    try (var rows = source.interactions()) {
      while (taken.size() < count) {
        taken.add(rows.next());
      }
    }
    return taken;
  }

  private static List<Item> items(EventSource source) {
    List<Item> items = new ArrayList<>();
    try (var rows = source.items()) {
      rows.forEachRemaining(items::add);
    }
    return items;
  }

  private static Collector<Interaction, ?, Map<String, Long>> byCount(
      Function<Interaction, String> key) {
    return Collectors.groupingBy(key, HashMap::new, Collectors.counting());
  }

  private static List<Long> counts(Map<String, Long> counted) {
    return counted.values().stream().sorted(Comparator.reverseOrder()).toList();
  }

  private static double share(List<Long> descending, int top) {
    double all = descending.stream().mapToLong(Long::longValue).sum();
    return descending.stream().limit(top).mapToLong(Long::longValue).sum() / all;
  }
}
