package dev.millrace.model.collaborative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.collaborative.ScoredItem.Source;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollaborativeRecommenderTest {

  private static final double EXACT = 1e-9;

  private final CollaborativeModel model = CollaborativeModel.empty(Decay.none());
  private final CollaborativeRecommender recommender =
      new CollaborativeRecommender(model, CollaborativeOptions.defaults());

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldEqualBruteForceWhenDataIsRandom(long seed) {
    Decay decay = seed % 2 == 0 ? Decay.none() : Decay.halfLife(Duration.ofMinutes(5));
    CollaborativeOptions options = new CollaborativeOptions(5, 0.7, 10, decay);
    RandomModels random = new RandomModels(seed, 60);
    CollaborativeModel any = random.model(8, decay);
    CollaborativeRecommender fast = new CollaborativeRecommender(any, options);
    BruteForceRecommender slow = new BruteForceRecommender(any, options);

    for (int length = 0; length < 40; length++) {
      History history = random.history(length);
      Selection selection =
          new Selection(
              1 + length, List.of(history.items(), random.items(3)), item -> item % 7 != 0);
      assertThat(text(any, fast.recommend(history, selection)))
          .isEqualTo(text(any, slow.recommend(history, selection)));
    }
  }

  @Test
  void shouldScoreByHandWhenTwoItemsVote() {
    put("a", 20, "x", 4, "y", 1);
    put("b", 10, "y", 5);

    List<ScoredItem> list = recommender.recommend(history("b", "a"), Selection.best(10));

    // a is newest: 0.7 · w / (20 + 10); b before it: 0.49 · w / (10 + 10)
    assertThat(list).extracting(this::name).containsExactly("y", "x");
    assertThat(list.get(0).score())
        .isCloseTo(0.7 * 1 / (20 + 10) + 0.49 * 5 / (10 + 10), within(EXACT));
    assertThat(list.get(1).score()).isCloseTo(0.7 * 4 / (20 + 10), within(EXACT));
    assertThat(list)
        .extracting(scored -> model.items().nameOf(scored.because()))
        .containsExactly("b", "a");
  }

  @Test
  void shouldFadeWeightAndTotalWhenHalfLifeIsConfigured() {
    Decay decay = Decay.halfLife(Duration.ofMillis(100));
    CollaborativeRecommender fading =
        new CollaborativeRecommender(model, new CollaborativeOptions(5, 0.7, 10, decay));
    put("a", 20, "x", 4);

    List<ScoredItem> list =
        fading.recommend(
            new History(model.items().internAll(List.of("a")), 200), Selection.best(1));

    assertThat(list.get(0).score()).isCloseTo(0.7 * (4 / 4.0) / (20 / 4.0 + 10), within(EXACT));
  }

  @Test
  void shouldIgnoreOlderItemsWhenHistoryIsLongerThanTheWindow() {
    put("old", 20, "x", 4);

    assertThat(recommender.recommend(history("old", "b", "c", "d", "e", "f"), Selection.best(10)))
        .isEmpty();
  }

  @Test
  void shouldFillTheTailWithPopularItemsWhenTransitionsAreTooFew() {
    put("a", 20, "x", 4);
    popular("x", 9);
    popular("p", 5);
    popular("q", 7);

    List<ScoredItem> list = recommender.recommend(history("a"), Selection.best(3));

    assertThat(list).extracting(this::name).containsExactly("x", "q", "p");
    assertThat(list)
        .extracting(ScoredItem::source)
        .containsExactly(Source.TRANSITIONS, Source.POPULARITY, Source.POPULARITY);
    assertThat(list.get(1).score()).isEqualTo(7);
    assertThat(list.get(1).because()).isEqualTo(ItemDictionary.UNKNOWN);
  }

  @Test
  void shouldLeaveOutExcludedAndIneligibleItemsInBothParts() {
    put("a", 20, "x", 4, "y", 3, "z", 2);
    popular("p", 5);
    popular("q", 7);
    int x = model.items().find("x");
    int q = model.items().find("q");
    ItemIds excluded = model.items().internAll(List.of("y", "p"));

    List<ScoredItem> list =
        recommender.recommend(
            history("a"), new Selection(10, List.of(excluded), item -> item != x && item != q));

    assertThat(list).extracting(this::name).containsExactly("z");
  }

  @Test
  void shouldOrderByNameWhenScoresAreEqual() {
    put("a", 20, "z", 1, "m", 1, "b", 1);

    assertThat(recommender.recommend(history("a"), Selection.best(2)))
        .extracting(this::name)
        .containsExactly("b", "m");
  }

  @Test
  void shouldForgetEarlierUsersWhenCalledAgain() {
    put("a", 20, "x", 1);
    put("b", 20, "y", 1);
    recommender.recommend(history("a"), Selection.best(10));

    assertThat(recommender.recommend(history("b"), Selection.best(10)))
        .extracting(this::name)
        .containsExactly("y");
  }

  @Test
  void shouldUseNewItemsWhenDictionaryGrewBetweenCalls() {
    recommender.recommend(history("a"), Selection.best(10));
    for (int item = 0; item < 100; item++) {
      put("voter-" + item, 20, "successor-" + item, 1);
    }

    assertThat(recommender.recommend(history("voter-99"), Selection.best(10)))
        .extracting(this::name)
        .containsExactly("successor-99");
  }

  @Test
  void shouldListPopularItemsWhenAskedForThemAlone() {
    put("a", 20, "x", 4);
    popular("p", 5);
    popular("q", 7);

    assertThat(recommender.mostPopular(Selection.best(10)))
        .extracting(this::name)
        .containsExactly("q", "p");
  }

  @Test
  void shouldGiveTheScoresThatListsHave() {
    put("a", 20, "x", 4, "y", 1);
    put("b", 10, "y", 5);
    History history = history("b", "a");
    Map<Integer, Double> scores = new HashMap<>();

    recommender.forEachScore(history, scores::put);

    assertThat(recommender.recommend(history, Selection.best(10)))
        .allSatisfy(scored -> assertThat(scores).containsEntry(scored.item(), scored.score()));
    assertThat(scores).hasSize(2);
  }

  @Test
  void shouldScoreAsIfTheTargetHadNotFollowedWhenLeftOut() {
    // "a b a x" was seen: rows of a (0.7 + 0.343) and of b (0.49) know x from it.
    put("a", 20, "x", 0.7 + 0.343 + 2, "y", 1);
    put("b", 10, "x", 0.49, "y", 5);
    Map<String, Double> scores = new HashMap<>();

    recommender.forEachScoreWithout(
        model.items().find("x"),
        history("a", "b", "a"),
        (item, score) -> scores.put(model.items().nameOf(item), score));

    double totalOfA = 20 - 0.7 - 0.343;
    double votesOfA = 0.7 + 0.343;
    assertThat(scores).containsOnlyKeys("x", "y");
    assertThat(scores.get("x")).isCloseTo(votesOfA * 2 / (totalOfA + 10), within(1e-6));
    assertThat(scores.get("y"))
        .isCloseTo(votesOfA / (totalOfA + 10) + 0.49 * 5 / (10 - 0.49 + 10), within(1e-6));
  }

  @Test
  void shouldLeaveNothingOfTheTargetWhenItFollowedOnlyOnce() {
    put("a", 0.7f, "x", 0.7f);
    Map<Integer, Double> scores = new HashMap<>();

    recommender.forEachScoreWithout(model.items().find("x"), history("a"), scores::put);

    assertThat(scores).isEmpty();
  }

  @Test
  void shouldRejectOptionsWhenOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CollaborativeOptions(0, 0.7, 10, Decay.none()))
        .withMessage("window is at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CollaborativeOptions(5, 1.1, 10, Decay.none()))
        .withMessage("gamma is above 0 and up to 1, but was 1.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CollaborativeOptions(5, 0.7, -1, Decay.none()))
        .withMessage("shrinkage is not negative, but was -1.0");
  }

  private void put(String item, double total, Object... successorsAndWeights) {
    int[] successors = new int[successorsAndWeights.length / 2];
    float[] weights = new float[successors.length];
    for (int i = 0; i < successors.length; i++) {
      successors[i] = model.items().intern((String) successorsAndWeights[2 * i]);
      weights[i] = ((Number) successorsAndWeights[2 * i + 1]).floatValue();
    }
    model
        .transitions()
        .replace(
            model.items().intern(item),
            new TransitionRow(ItemIds.of(successors), weights, total, 0));
  }

  private void popular(String item, double weight) {
    model.popularity().replace(model.items().intern(item), weight, 0);
  }

  private History history(String... items) {
    return new History(model.items().internAll(List.of(items)), 0);
  }

  private String name(ScoredItem scored) {
    return model.items().nameOf(scored.item());
  }

  private static List<String> text(CollaborativeModel model, List<ScoredItem> list) {
    return list.stream()
        .map(
            scored ->
                "%s %.9f %s %d"
                    .formatted(
                        model.items().nameOf(scored.item()),
                        scored.score(),
                        scored.source().name().toLowerCase(Locale.ROOT),
                        scored.because()))
        .toList();
  }
}
