package dev.millrace.model.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.catalogue.Catalogues;
import dev.millrace.model.catalogue.TitledItem;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.collaborative.Selection;
import dev.millrace.model.tokenizer.TokenIds;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueDecoderTest {

  private static final int ITEMS = 150;
  private static final List<TokenIds> PROMPTS =
      List.of(TokenIds.of(5, 6, 7), TokenIds.of(9), TokenIds.of(6, 6, 6, 6));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldEqualExactScoringWhenTheBeamIsAsWideAsTheCatalogue(long seed) {
    Catalogue catalogue = catalogue(seed);
    ToyModel model = new ToyModel(seed);
    ItemIds all = ItemIds.of(IntStream.range(0, ITEMS).toArray());

    try (CatalogueDecoder decoder =
        new CatalogueDecoder(model, catalogue, DecodingOptions.ofWidth(ITEMS))) {
      List<double[]> exact =
          decoder.score(PROMPTS.stream().map(prompt -> new ScoringRequest(prompt, all)).toList());
      List<List<DecodedItem>> found =
          decoder.search(
              PROMPTS.stream()
                  .map(prompt -> SearchRequest.of(prompt, Selection.best(ITEMS)))
                  .toList());

      BruteForce brute = new BruteForce(model, catalogue, 1);
      for (int user = 0; user < PROMPTS.size(); user++) {
        for (int item = 0; item < ITEMS; item++) {
          assertThat(exact.get(user)[item])
              .isCloseTo(brute.logProbability(PROMPTS.get(user), item), within(1e-9));
        }
        assertThat(found.get(user)).isNotEmpty();
        for (DecodedItem decoded : found.get(user)) {
          assertThat(decoded.logProbability()).isEqualTo(exact.get(user)[decoded.item()]);
        }
        assertSame(
            found.get(user),
            brute.best(SearchRequest.of(PROMPTS.get(user), Selection.best(ITEMS))));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldGiveProbabilitiesThatSumToOneOverTitles(long seed) {
    Catalogue catalogue = catalogue(seed);
    ItemIds onePerTitle =
        ItemIds.of(
            IntStream.range(0, ITEMS)
                .filter(
                    item ->
                        catalogue
                                .trie()
                                .itemAt(catalogue.trie().itemsFrom(catalogue.trie().leafOf(item)))
                            == item)
                .toArray());

    double[] scores =
        score(new ToyModel(seed), catalogue, new ScoringRequest(TokenIds.of(3), onePerTitle));

    assertThat(IntStream.range(0, scores.length).mapToDouble(i -> Math.exp(scores[i])).sum())
        .isCloseTo(1, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldApplyFiltersAndScoresAsBruteForceDoes(long seed) {
    Random random = new Random(seed);
    Catalogue catalogue = catalogue(seed);
    ToyModel model = new ToyModel(seed);
    double[] nodeScores = random.doubles(catalogue.trie().nodes(), -1, 1).toArray();
    double[] preferences = random.doubles(ITEMS).toArray();
    ItemIds seen = ItemIds.of(random.ints(30, 0, ITEMS).toArray());
    Selection selection = new Selection(12, List.of(seen), item -> item % 3 != 0);
    SearchRequest request =
        SearchRequest.of(PROMPTS.get(0), selection)
            .with(node -> nodeScores[node])
            .preferring(item -> preferences[item]);

    List<DecodedItem> found = search(model, catalogue, new DecodingOptions(ITEMS, 1.7), request);

    assertThat(found).hasSize(12);
    assertSame(found, new BruteForce(model, catalogue, 1.7).best(request));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldAddTheLogarithmOfTheLeafsShareWhenItemSharesAreGiven(long seed) {
    Catalogue catalogue = catalogue(seed);
    ToyModel model = new ToyModel(seed);
    double[] probability = new Random(seed).doubles(ITEMS, 0.01, 1).toArray();
    ItemShares shares = new ItemShares(catalogue.trie(), item -> probability[item], 3);
    SearchRequest request = SearchRequest.of(PROMPTS.get(1), Selection.best(10)).with(shares);

    List<DecodedItem> found = search(model, catalogue, DecodingOptions.ofWidth(ITEMS), request);

    double[] sums = new double[catalogue.trie().nodes()];
    catalogue.trie().sumUnderNodes(item -> probability[item], sums);
    for (DecodedItem decoded : found) {
      double share = sums[catalogue.trie().leafOf(decoded.item())] / sums[CatalogueTrie.ROOT];
      assertThat(decoded.score())
          .isCloseTo(decoded.logProbability() + 3 * Math.log(share), within(1e-9));
    }
    assertSame(found, new BruteForce(model, catalogue, 1).best(request));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 40})
  void shouldReturnAsManyAsExistWhenFewMayBeReturned(int k) {
    for (long seed = 1; seed <= 20; seed++) {
      Catalogue catalogue = catalogue(seed);
      ToyModel model = new ToyModel(seed);
      Selection selection = new Selection(k, List.of(), item -> item % 5 == 0);
      SearchRequest request = SearchRequest.of(PROMPTS.get(0), selection);
      int exist = new BruteForce(model, catalogue, 1).best(request).size();

      assertThat(search(model, catalogue, DecodingOptions.ofWidth(1), request)).hasSize(exist);
    }
  }

  @Test
  void shouldOrderByItemIdWhenScoresAreEqual() {
    Catalogue catalogue =
        Catalogues.empty()
            .with(
                List.of(TitledItem.of("z", "a"), TitledItem.of("b", "b"), TitledItem.of("x", "c")),
                List.of());
    SearchRequest request =
        SearchRequest.of(TokenIds.of(1), new Selection(2, List.of(), item -> true)).with(node -> 0);
    ToyModel flat = new ToyModel(0);

    List<DecodedItem> found = search(flat, catalogue, new DecodingOptions(3, 1e300), request);

    assertThat(found.stream().map(decoded -> catalogue.names().nameOf(decoded.item())))
        .containsExactly("b", "x");
  }

  @Test
  void shouldComputeNothingForChains() {
    // One choice at the root, one behind "ab": two forward passes and 2 + 2 logits are all it
    // takes.
    Catalogue catalogue = Catalogues.of("xyz", "abcde", "abdef");
    ToyModel model = new ToyModel(1);

    List<DecodedItem> found =
        search(
            model,
            catalogue,
            DecodingOptions.ofWidth(5),
            SearchRequest.of(TokenIds.of(1), Selection.best(3)));

    assertThat(found).hasSize(3);
    assertThat(model.heads()).isEqualTo(4);
    assertThat(model.passes()).isEqualTo(1);
    assertThat(model.tokensFed()).isEqualTo(2);
  }

  @Test
  void shouldFeedOnceWhatSearchAndScoringBothFollow() {
    Catalogue catalogue = Catalogues.of("xyz", "abcde", "abdef");
    ToyModel model = new ToyModel(1);
    SearchRequest request = SearchRequest.of(TokenIds.of(1), Selection.best(3));

    try (CatalogueDecoder decoder =
        new CatalogueDecoder(model, catalogue, DecodingOptions.ofWidth(5))) {
      CatalogueDecoder.SearchedAndScored both =
          decoder.searchAndScore(List.of(request), List.of(ItemIds.of(0, 1, 2))).get(0);

      assertThat(both.found()).hasSize(3);
      for (DecodedItem decoded : both.found()) {
        assertThat(both.logProbability(decoded.item())).isEqualTo(decoded.logProbability());
      }
    }
    assertThat(model.heads()).isEqualTo(4);
    assertThat(model.tokensFed()).isEqualTo(2);
  }

  @Test
  void shouldAskTheModelNothingWhenThereIsNoChoice() {
    Catalogue catalogue = Catalogues.of("only");
    ToyModel model = new ToyModel(1);

    List<DecodedItem> found =
        search(
            model,
            catalogue,
            DecodingOptions.ofWidth(5),
            SearchRequest.of(TokenIds.of(1), Selection.best(3)));

    assertThat(found).containsExactly(new DecodedItem(0, 0, 0));
    assertThat(model.sessions()).isZero();
  }

  @Test
  void shouldFollowTheChainWhenAllTitlesStartTheSame() {
    Catalogue catalogue = Catalogues.of("the cat", "the dog");
    ToyModel model = new ToyModel(1);
    SearchRequest request = SearchRequest.of(TokenIds.of(1), Selection.best(2));

    List<DecodedItem> found = search(model, catalogue, DecodingOptions.ofWidth(2), request);

    assertSame(found, new BruteForce(model, catalogue, 1).best(request));
    assertThat(model.passes()).isEqualTo(1);
    assertThat(model.tokensFed()).isEqualTo(4);
  }

  @Test
  void shouldGiveUpPrefixesThatCannotReachTheList() {
    // "a" wins at the root by far; what is behind "bx…" cannot be better than what is found.
    Catalogue catalogue = Catalogues.of("a", "bxa", "bxb", "cxa", "cxb");
    ToyModel model = new ToyModel(1);
    NodeScores steep =
        new NodeScores() {
          @Override
          public double of(int node) {
            return catalogue.trie().token(node) == 'a' || node > 3 ? 0 : -100;
          }

          @Override
          public boolean canRaise() {
            return false;
          }
        };

    List<DecodedItem> found =
        search(
            model,
            catalogue,
            DecodingOptions.ofWidth(5),
            SearchRequest.of(TokenIds.of(1), Selection.best(1)).with(steep));

    assertThat(found.get(0).item()).isZero();
    assertThat(model.passes()).isZero();
  }

  @Test
  void shouldGiveNothingWhenTheCatalogueIsEmpty() {
    assertThat(
            search(
                new ToyModel(1),
                Catalogues.empty(),
                DecodingOptions.ofWidth(5),
                SearchRequest.of(TokenIds.of(1), Selection.best(3))))
        .isEmpty();
  }

  @Test
  void shouldGiveMinusInfinityToAnItemThatIsNotInTheCatalogue() {
    double[] scores =
        score(
            new ToyModel(1),
            Catalogues.of("ab", "cd"),
            new ScoringRequest(TokenIds.of(1), ItemIds.of(17, 0)));

    assertThat(scores[0]).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(scores[1]).isBetween(-100.0, 0.0);
  }

  @Test
  void shouldCloseWhatItPreparedInTheModel() {
    ToyModel model = new ToyModel(1);
    new CatalogueDecoder(model, Catalogues.of("ab", "cd"), DecodingOptions.ofWidth(5)).close();
    assertThat(model.openBlocks()).isZero();
  }

  private static Catalogue catalogue(long seed) {
    return Catalogues.empty().with(Catalogues.random(new Random(seed), ITEMS), List.of());
  }

  private static List<DecodedItem> search(
      ToyModel model, Catalogue catalogue, DecodingOptions options, SearchRequest request) {
    try (CatalogueDecoder decoder = new CatalogueDecoder(model, catalogue, options)) {
      return decoder.search(List.of(request)).get(0);
    }
  }

  private static double[] score(ToyModel model, Catalogue catalogue, ScoringRequest request) {
    try (CatalogueDecoder decoder =
        new CatalogueDecoder(model, catalogue, DecodingOptions.ofWidth(1))) {
      return decoder.score(List.of(request)).get(0);
    }
  }

  private static void assertSame(List<DecodedItem> found, List<DecodedItem> expected) {
    assertThat(found.stream().map(DecodedItem::item))
        .containsExactlyElementsOf(expected.stream().map(DecodedItem::item).toList());
    for (int place = 0; place < found.size(); place++) {
      assertThat(found.get(place).score()).isCloseTo(expected.get(place).score(), within(1e-9));
      assertThat(found.get(place).logProbability())
          .isCloseTo(expected.get(place).logProbability(), within(1e-9));
    }
  }
}
