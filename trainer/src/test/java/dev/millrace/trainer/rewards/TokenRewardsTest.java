package dev.millrace.trainer.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.catalogue.TitleEncoder;
import dev.millrace.model.catalogue.TitledItem;
import dev.millrace.model.collaborative.CollaborativeModel;
import dev.millrace.model.collaborative.CollaborativeOptions;
import dev.millrace.model.collaborative.CollaborativeRecommender;
import dev.millrace.model.collaborative.Decay;
import dev.millrace.model.collaborative.History;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.collaborative.TransitionRow;
import dev.millrace.model.tokenizer.TokenIds;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenRewardsTest {

  private static final int ITEMS = 60;

  private final Random random = new Random(5);
  private final CollaborativeModel model = CollaborativeModel.empty(Decay.none());
  private final ItemDictionary items = model.items();
  private final CollaborativeRecommender recommender =
      new CollaborativeRecommender(model, CollaborativeOptions.defaults());

  @Test
  void shouldEqualSumsOverAllItems() {
    Catalogue catalogue = randomCatalogue();
    countRandomTransitions();
    for (boolean counted : new boolean[] {false, true}) {
      TransitionScores scores = new TransitionScores(recommender, counted);
      TokenRewards rewards = rewards(catalogue.trie(), scores);
      for (int example = 0; example < 50; example++) {
        History history = randomHistory();
        int target = random.nextInt(ITEMS);
        assertEqualsSums(
            catalogue,
            rewards.alongPath(history, target),
            target,
            chances(history, target, scores));
      }
    }
  }

  private static void assertEqualsSums(
      Catalogue catalogue, float[][] rewards, int target, double[] chances) {
    CatalogueTrie trie = catalogue.trie();
    TokenIds path = trie.path(trie.leafOf(target));
    int node = CatalogueTrie.ROOT;
    int row = 0;
    for (int depth = 0; depth < path.size(); depth++) {
      if (trie.childCount(node) > 1) {
        TokenIds children = trie.childTokens(node);
        double whole = sumUnder(catalogue, node, chances);
        for (int v = 0; v < children.size(); v++) {
          double share = sumUnder(catalogue, trie.child(node, children.get(v)), chances) / whole;
          assertThat((double) rewards[row][v]).isCloseTo(share, within(1e-6));
        }
        row++;
      }
      node = trie.child(node, path.get(depth));
    }
    assertThat(rewards).hasNumberOfRows(row);
  }

  /** Over all items whose tokens begin as the node's do. */
  private static double sumUnder(Catalogue catalogue, int node, double[] chances) {
    TokenIds prefix = catalogue.trie().path(node);
    double sum = 0;
    for (int item = 0; item < ITEMS; item++) {
      TokenIds path = catalogue.trie().path(catalogue.trie().leafOf(item));
      boolean under =
          path.size() >= prefix.size()
              && IntStream.range(0, prefix.size()).allMatch(i -> path.get(i) == prefix.get(i));
      sum += under ? chances[item] : 0;
    }
    return sum;
  }

  /** p_CF of every item. */
  private double[] chances(History history, int target, TransitionScores scores) {
    double[] transitions = new double[ITEMS];
    scores.forEach(history, target, (item, score) -> transitions[item] = score);
    double whole = Arrays.stream(transitions).sum();
    double[] popular =
        IntStream.range(0, ITEMS).mapToDouble(item -> popularity(item) + 1).toArray();
    double popularWhole = Arrays.stream(popular).sum();
    double epsilon = whole > 0 ? 0.1 : 1;
    return IntStream.range(0, ITEMS)
        .mapToDouble(
            item ->
                (whole > 0 ? (1 - epsilon) * transitions[item] / whole : 0)
                    + epsilon * popular[item] / popularWhole)
        .toArray();
  }

  @Test
  void shouldRewardByPopularityAloneWhenNothingIsKnownOfTheHistory() {
    CatalogueTrie trie = catalogue("A", "B").trie();
    model.popularity().replace(items.find("i0"), 2, 0);

    TokenRewards rewards = rewards(trie, new TransitionScores(recommender, false));

    // (2 + 1) / (2 + 1 + 0 + 1)
    assertThat(rewards.alongPath(History.empty(), 0)[0]).containsExactly(0.75f, 0.25f);
  }

  @Test
  void shouldNotRewardTheTargetForItselfWhenTheModelHasCountedTheExample() {
    CatalogueTrie trie = catalogue("A", "B", "C").trie();
    model
        .transitions()
        .replace(2, new TransitionRow(ItemIds.of(0, 1), new float[] {0.7f, 0.7f}, 1.4, 0));
    History history = new History(ItemIds.of(2), 0);

    float[] naive =
        rewards(trie, new TransitionScores(recommender, false)).alongPath(history, 0)[0];
    float[] honest =
        rewards(trie, new TransitionScores(recommender, true)).alongPath(history, 0)[0];

    assertThat(naive[0]).isCloseTo(0.9f / 2 + 0.1f / 3, within(1e-6f));
    assertThat(honest[0]).isCloseTo(0.1f / 3, within(1e-6f));
    assertThat(honest[1]).isCloseTo(0.9f + 0.1f / 3, within(1e-6f));
  }

  @Test
  void shouldRefuseTargetsThatAreNotInTheCatalogue() {
    TokenRewards rewards =
        rewards(catalogue("A", "B").trie(), new TransitionScores(recommender, false));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> rewards.alongPath(History.empty(), 7))
        .withMessage("Item 7 is a target, but not in the catalogue");
  }

  @Test
  void shouldRefuseAShareOfPopularityOutOfRange() {
    CatalogueTrie trie = catalogue("A").trie();
    PopularityMass popularity = PopularityMass.of(trie, model.popularity());
    TransitionScores scores = new TransitionScores(recommender, false);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TokenRewards(trie, popularity, scores, 0))
        .withMessageContaining("above 0 and at most 1, but was 0.0");
  }

  private TokenRewards rewards(CatalogueTrie trie, TransitionScores scores) {
    return new TokenRewards(
        trie, PopularityMass.of(trie, model.popularity()), scores, TokenRewards.DEFAULT_EPSILON);
  }

  private Catalogue catalogue(String... titles) {
    return Catalogue.empty(items, new TitleEncoder(new LetterTokenizer()))
        .with(
            IntStream.range(0, titles.length)
                .mapToObj(i -> TitledItem.of("i" + i, titles[i]))
                .toList(),
            List.of());
  }

  private Catalogue randomCatalogue() {
    return catalogue(IntStream.range(0, ITEMS).mapToObj(i -> randomTitle()).toArray(String[]::new));
  }

  private String randomTitle() {
    StringBuilder title = new StringBuilder();
    for (int length = 1 + random.nextInt(4); length > 0; length--) {
      title.append((char) ('A' + random.nextInt(3)));
    }
    return title.toString();
  }

  private void countRandomTransitions() {
    for (int item = 0; item < ITEMS; item++) {
      int[] followers = random.ints(0, ITEMS).distinct().limit(8).toArray();
      float[] weights = new float[followers.length];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = random.nextFloat() * 3;
      }
      model.transitions().replace(item, new TransitionRow(ItemIds.of(followers), weights, 14, 0));
      model.popularity().replace(item, random.nextInt(20), 0);
    }
  }

  private double popularity(int item) {
    return model.popularity().weightOf(item);
  }

  private History randomHistory() {
    return new History(ItemIds.of(random.ints(random.nextInt(7), 0, ITEMS).toArray()), 0);
  }
}
