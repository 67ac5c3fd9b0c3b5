package dev.millrace.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.collaborative.CollaborativeModel;
import dev.millrace.model.collaborative.CollaborativeOptions;
import dev.millrace.model.collaborative.Decay;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.collaborative.PopularityRanking;
import dev.millrace.model.collaborative.TransitionModel;
import dev.millrace.model.collaborative.TransitionRow;
import dev.millrace.model.decoding.CatalogueDecoder;
import dev.millrace.model.decoding.DecodingOptions;
import dev.millrace.model.decoding.ScoringRequest;
import dev.millrace.model.fusion.CollaborativeOpinion;
import dev.millrace.model.fusion.FusionForm;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.prompt.PromptLimits;
import dev.millrace.model.sequential.RankingQuery;
import dev.millrace.model.sequential.SequentialRecommender;
import dev.millrace.trainer.testsupport.SmallShop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BeamRecommenderTest {

  private static final PromptLimits LIMITS = new PromptLimits(10, 256);
  private static final int ITEMS = 12;

  private SmallShop shop;
  private Decoder decoder;

  @BeforeAll
  void open(@TempDir Path directory) {
    shop = new SmallShop(directory);
    decoder = shop.decoder();
  }

  @AfterAll
  void close() {
    decoder.close();
    shop.close();
  }

  private BeamRecommender recommender(int width) {
    return new BeamRecommender(
        decoder, shop.catalogue(), shop.prompts(LIMITS), new BeamOptions(width, 1, 3), item -> 0);
  }

  private static List<RankingQuery> queries() {
    List<RankingQuery> queries = new ArrayList<>();
    for (int target = 0; target < ITEMS; target++) {
      ItemIds history = ItemIds.of(IntStream.range(0, 1 + target % 4).toArray());
      queries.add(new RankingQuery(history, ItemIds.empty(), ItemIds.of(target)));
    }
    return queries;
  }

  /** The place of the target when all items are ordered by their exact probability. */
  private int exactRank(CatalogueDecoder exact, RankingQuery query) {
    double[] scores =
        exact
            .score(
                List.of(
                    new ScoringRequest(
                        shop.prompts(LIMITS).render(shop.catalogue(), query.history()).tokens(),
                        ItemIds.of(IntStream.range(0, ITEMS).toArray()))))
            .get(0);
    List<Integer> order =
        IntStream.range(0, ITEMS)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer item) -> -scores[item]))
            .toList();
    return 1 + order.indexOf(query.targets().get(0));
  }

  @Test
  void shouldRankAsExactScoringDoesWhenTheBeamHoldsAllItems() {
    try (CatalogueDecoder exact =
        new CatalogueDecoder(decoder, shop.catalogue(), DecodingOptions.ofWidth(ITEMS))) {
      int[] expected = queries().stream().mapToInt(query -> exactRank(exact, query)).toArray();

      assertThat(recommender(ITEMS).ranks(queries())).isEqualTo(expected);
    }
  }

  @Test
  void shouldNotRankWhatTheBeamDoesNotFind() {
    int[] all = recommender(ITEMS).ranks(queries());
    int[] few = recommender(3).ranks(queries());

    for (int i = 0; i < few.length; i++) {
      assertThat(few[i] == SequentialRecommender.UNRANKED || few[i] <= 3).isTrue();
    }
    assertThat(IntStream.of(all).filter(rank -> rank > 3).count()).isPositive();
    assertThat(IntStream.of(few).filter(rank -> rank == 0).count()).isPositive();
  }

  @Test
  void shouldLeaveOutWhatIsExcluded() {
    RankingQuery query = new RankingQuery(ItemIds.of(1), ItemIds.of(4), ItemIds.of(4));

    assertThat(recommender(ITEMS).ranks(List.of(query)))
        .containsExactly(SequentialRecommender.UNRANKED);
  }

  private CollaborativeOpinion circle() {
    PopularityRanking popularity = new PopularityRanking(shop.catalogue().names(), Decay.none());
    CollaborativeModel model =
        new CollaborativeModel(shop.catalogue().names(), new TransitionModel(), popularity);
    for (int item = 0; item < ITEMS; item++) {
      model
          .transitions()
          .replace(item, new TransitionRow(ItemIds.of((item + 1) % ITEMS), new float[] {5}, 5, 0));
      popularity.replace(item, 1, 0);
    }
    return new CollaborativeOpinion(model, CollaborativeOptions.defaults());
  }

  private static List<RankingQuery> circleQueries() {
    return IntStream.range(0, ITEMS)
        .mapToObj(
            item ->
                new RankingQuery(ItemIds.of(item), ItemIds.empty(), ItemIds.of((item + 1) % ITEMS)))
        .toList();
  }

  @Test
  void shouldBeTheLanguageModelAloneOrTheTransitionsAloneAtTheEnds() {
    FusedRecommender language =
        new FusedRecommender(recommender(ITEMS), circle(), new FusionForm.Linear(0));
    FusedRecommender transitions =
        new FusedRecommender(recommender(ITEMS), circle(), new FusionForm.Linear(1));

    assertThat(language.ranks(circleQueries()))
        .isEqualTo(recommender(ITEMS).ranks(circleQueries()));
    assertThat(transitions.ranks(circleQueries())).containsOnly(1);
  }

  @Test
  void shouldTellBothModelsOwnRanksAndThePlaceAmongTheCandidates() {
    List<TimedQuery> queries =
        circleQueries().stream().map(query -> new TimedQuery(query, 0)).toList();

    List<Opinions> opinions = recommender(4).opinions(queries, circle());

    assertThat(opinions.stream().mapToInt(Opinions::languageRank).toArray())
        .isEqualTo(recommender(4).ranks(circleQueries()));
    assertThat(opinions).allMatch(both -> both.collaborativeRank() == 1);
    assertThat(opinions)
        .allMatch(
            both -> both.query().targets().contains(both.language().items().get(both.target())));
  }

  @Test
  void shouldScoreCandidatesExactlyThatTheBeamDidNotFind() {
    FusedRecommender narrow =
        new FusedRecommender(recommender(4), circle(), new FusionForm.Linear(1));

    assertThat(narrow.ranks(circleQueries())).containsOnly(1);
    assertThat(
            FusedRecommender.choose(recommender(4), circle(), circleQueries())
                .ranks(circleQueries()))
        .containsOnly(1);
  }
}
