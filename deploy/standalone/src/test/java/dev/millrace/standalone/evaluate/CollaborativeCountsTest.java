package dev.millrace.standalone.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.collaborative.CollaborativeModel;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.collaborative.TransitionRow;
import dev.millrace.model.sequential.RankingQuery;
import dev.millrace.model.sequential.SequentialRecommender;
import dev.millrace.standalone.data.EvaluationCase;
import dev.millrace.standalone.data.RealData;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CollaborativeCountsTest {

  private static final double GAMMA = 0.7;

  private final ItemDictionary items = new ItemDictionary();

  @Test
  void shouldPutOverlappingCasesTogetherToSequences() {
    SequenceChains chains = new SequenceChains(items);
    chains.add(new EvaluationCase("u", List.of("a"), "b"));
    chains.add(new EvaluationCase("v", List.of("b"), "a"));
    chains.add(new EvaluationCase("u", List.of("a", "b"), "c"));
    chains.add(new EvaluationCase("u", List.of("b", "c"), "d"));
    chains.add(new EvaluationCase("u", List.of("a", "d"), "e"));

    assertThat(chains.sequences())
        .containsExactly(new int[] {0, 1, 2, 3}, new int[] {1, 0}, new int[] {0, 3, 4});
  }

  @Test
  void shouldWeighPairsByTheirDistance() {
    items.internAll(List.of("a", "b", "c", "d"));
    CollaborativeModel model =
        CollaborativeCounts.model(items, List.of(new int[] {0, 1, 2, 1}, new int[] {0, 1}));

    TransitionRow row = Objects.requireNonNull(model.transitions().row(0));
    assertThat(row.size()).isEqualTo(2);
    assertThat(row.weight(0)).isCloseTo((float) (2 * GAMMA + GAMMA * GAMMA * GAMMA), within(1e-6f));
    assertThat(row.weight(1)).isCloseTo((float) (GAMMA * GAMMA), within(1e-6f));
    assertThat(row.total()).isCloseTo(row.weight(0) + row.weight(1), within(1e-6));
    assertThat(model.popularity()).containsExactly(1, 0, 2);
    assertThat(model.popularity().weightOf(1)).isEqualTo(3);
  }

  @Test
  void shouldRankWhatFollowedFirstAndWhatIsPopularThen() {
    items.internAll(List.of("a", "b", "c", "d"));
    CollaborativeModel model =
        CollaborativeCounts.model(items, List.of(new int[] {0, 2}, new int[] {1, 0, 1}));

    try (SequentialRecommender popularity = new CollaborativeRanker(model, false);
        SequentialRecommender transitions = new CollaborativeRanker(model, true)) {
      List<RankingQuery> queries =
          List.of(query(0, 2), query(0, 1), query(0, 0), query(0, 3), query(2, 0));

      // after a both b and c followed with 0.7, ordered by name; a itself did not, d never occurs
      assertThat(transitions.ranks(queries)).containsExactly(2, 1, 3, 0, 1);
      assertThat(popularity.ranks(queries)).containsExactly(3, 2, 1, 0, 1);
      assertThat(popularity.parameterCount()).isEqualTo(3);
      assertThat(transitions.parameterCount()).isEqualTo(3 + 4);
    }
  }

  @Test
  void shouldLeaveOutWhatIsExcluded() {
    items.internAll(List.of("a", "b", "c"));
    CollaborativeModel model = CollaborativeCounts.model(items, List.of(new int[] {0, 0, 1, 1, 2}));

    try (SequentialRecommender popularity = new CollaborativeRanker(model, false)) {
      ItemIds first = ItemIds.of(0);
      assertThat(
              popularity.ranks(
                  List.of(
                      new RankingQuery(first, first, ItemIds.of(1)),
                      new RankingQuery(first, first, first))))
          .containsExactly(1, SequentialRecommender.UNRANKED);
    }
  }

  @Test
  void shouldReachTheReferenceAccuracyOfTheStreams() {
    Path folder = RealData.require("amazon-cds");
    Dataset dataset =
        new DatasetReader(
                folder,
                new HitRule(false, false),
                text -> {
                  throw new AssertionError(text);
                })
            .read("test");

    try (SequentialRecommender transitions =
        new CollaborativeRanker(
            CollaborativeCounts.model(dataset.items(), dataset.training()), true)) {
      Scores scores = Scores.of(transitions.ranks(dataset.judged()));
      assertThat(scores.hitRateAt10()).isCloseTo(0.1506, within(0.002));
      assertThat(scores.ndcgAt10()).isCloseTo(0.1100, within(0.002));
    }
  }

  private static RankingQuery query(int last, int target) {
    return new RankingQuery(ItemIds.of(last), ItemIds.empty(), ItemIds.of(target));
  }
}
