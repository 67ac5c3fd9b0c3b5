package dev.millrace.model.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NetworkRecommenderTest {

  private static final NetworkConfig CONFIG = SmallNetworks.configs().get(0);

  @Test
  void shouldCountTheRankThatSortingGives() {
    Random random = new Random(1);
    ItemDictionary items = dictionary(20);
    RankCounter counter = new RankCounter(items);
    for (int round = 0; round < 500; round++) {
      float[] scores = new float[20];
      for (int item = 0; item < scores.length; item++) {
        scores[item] = random.nextInt(6);
      }
      RankingQuery query =
          new RankingQuery(ItemIds.empty(), some(random, 4), ItemIds.of(random.nextInt(20), 3));

      assertThat(counter.rank(scores, query)).isEqualTo(sortedRank(scores, query, items));
    }
  }

  /** Sorts all that is not excluded by score, then name. */
  private static int sortedRank(float[] scores, RankingQuery query, ItemDictionary items) {
    List<Integer> list = new ArrayList<>(IntStream.range(0, scores.length).boxed().toList());
    query.excluded().forEach(item -> list.remove((Integer) item));
    list.sort(
        Comparator.comparingDouble((Integer item) -> -scores[item]).thenComparing(items::nameOf));
    int best = SequentialRecommender.UNRANKED;
    for (int i = 0; i < query.targets().size(); i++) {
      int rank = list.indexOf(query.targets().get(i)) + 1;
      best = best == 0 || (rank > 0 && rank < best) ? rank : best;
    }
    return best;
  }

  @Test
  void shouldPutScoresThatAreNoNumbersLast() {
    RankCounter counter = new RankCounter(dictionary(3));
    float[] scores = {Float.NaN, -5, 2};

    assertThat(counter.rank(scores, target(0))).isEqualTo(3);
    assertThat(counter.rank(scores, target(1))).isEqualTo(2);
  }

  @Test
  void shouldScoreEachHistoryAsIfItWereAlone() {
    try (NetworkRecommender recommender = recommender()) {
      List<ItemIds> histories =
          List.of(ItemIds.of(3, 1, 4), ItemIds.empty(), ItemIds.of(2), ItemIds.of(1, 2));
      float[][] together = recommender.scores(histories);

      for (int row = 0; row < together.length; row++) {
        float[] alone = recommender.scores(List.of(histories.get(row)))[0];
        for (int item = 0; item < alone.length; item++) {
          assertThat(together[row][item]).isCloseTo(alone[item], within(1e-5f));
        }
      }
      assertThat(together[1]).containsOnly(0);
    }
  }

  @Test
  void shouldLookAtTheLatestItemsOnly() {
    try (NetworkRecommender recommender = recommender()) {
      int[] longHistory = IntStream.range(0, CONFIG.maximumLength() + 3).map(i -> i % 5).toArray();
      int[] latest = Arrays.copyOfRange(longHistory, 3, longHistory.length);

      assertThat(recommender.scores(List.of(ItemIds.of(longHistory)))[0])
          .isEqualTo(recommender.scores(List.of(ItemIds.of(latest)))[0]);
    }
  }

  @Test
  void shouldHoldNoMoreArraysWhenManyAreRanked() {
    try (NetworkRecommender recommender = recommender()) {
      List<RankingQuery> queries =
          IntStream.range(0, 1_000)
              .mapToObj(
                  i -> new RankingQuery(ItemIds.of(i % 7, i % 5), ItemIds.empty(), ItemIds.of(3)))
              .toList();
      int before = recommender.network().weights().manager().getManagedArrays().size();

      assertThat(recommender.ranks(queries)).hasSize(1_000);

      assertThat(recommender.network().weights().manager().getManagedArrays()).hasSize(before);
    }
  }

  @Test
  void shouldRefuseACatalogueOfAnotherSize() {
    try (SequentialNetwork network = SmallNetworks.random(CONFIG, 1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new NetworkRecommender(network, dictionary(3)))
          .withMessage("A network for 12 items cannot order 3");
    }
  }

  private static NetworkRecommender recommender() {
    return new NetworkRecommender(SmallNetworks.random(CONFIG, 1), dictionary(SmallNetworks.ITEMS));
  }

  private static RankingQuery target(int item) {
    return new RankingQuery(ItemIds.empty(), ItemIds.empty(), ItemIds.of(item));
  }

  private static ItemIds some(Random random, int count) {
    return ItemIds.of(random.ints(count, 0, 20).toArray());
  }

  /** Names whose order is not that of the dense ids. */
  private static ItemDictionary dictionary(int size) {
    ItemDictionary items = new ItemDictionary();
    for (int item = 0; item < size; item++) {
      items.intern("item" + (item * 7) % size);
    }
    return items;
  }
}
