package dev.millrace.trainer.evaluation;

import ai.djl.ndarray.NDArray;
import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.collaborative.ScoredItem;
import dev.millrace.model.collaborative.Selection;
import dev.millrace.model.decoding.CatalogueDecoder;
import dev.millrace.model.decoding.DecodedItem;
import dev.millrace.model.decoding.DecodingOptions;
import dev.millrace.model.decoding.SearchRequest;
import dev.millrace.model.fusion.CandidateQuery;
import dev.millrace.model.fusion.CandidateSearch;
import dev.millrace.model.fusion.CollaborativeOpinion;
import dev.millrace.model.fusion.FusionCase;
import dev.millrace.model.fusion.LanguageOpinion;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.NoGradient;
import dev.millrace.model.prompt.PromptBatches;
import dev.millrace.model.prompt.PromptRenderer;
import dev.millrace.model.sequential.RankingQuery;
import dev.millrace.model.sequential.SequentialRecommender;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * A language model as a recommender: the complete catalogue, ranked by beam search over its trie.
 * Targets that the beam does not find are {@link SequentialRecommender#UNRANKED}.
 */
public final class BeamRecommender implements SequentialRecommender {

  private final Decoder decoder;
  private final Catalogue catalogue;
  private final PromptRenderer prompts;
  private final BeamOptions options;
  private final IntToDoubleFunction preference;

  /**
   * @param decoder stays open when this is closed; it may learn between two calls
   * @param preference of items with one title, the one with the largest is returned
   */
  public BeamRecommender(
      Decoder decoder,
      Catalogue catalogue,
      PromptRenderer prompts,
      BeamOptions options,
      IntToDoubleFunction preference) {
    this.decoder = decoder;
    this.catalogue = catalogue;
    this.prompts = prompts;
    this.options = options;
    this.preference = preference;
  }

  @Override
  public int[] ranks(List<RankingQuery> queries) {
    int[] ranks = new int[queries.size()];
    search(
        queries,
        (search, batch) -> {
          List<List<DecodedItem>> lists = search.search(batch.stream().map(this::request).toList());
          for (int i = 0; i < lists.size(); i++) {
            ranks[batch.get(i).index()] =
                batch.get(i).query().rankIn(lists.get(i), DecodedItem::item);
          }
        });
    return ranks;
  }

  /** Both models' opinions of their candidates, as many of each as the beam is wide. */
  List<FusionCase> fusionCases(List<RankingQuery> queries, CollaborativeOpinion opinion) {
    return Opinions.fusionCases(
        opinions(queries.stream().map(query -> new TimedQuery(query, 0)).toList(), opinion));
  }

  /**
   * What both models think, of as many candidates of each as the beam is wide.
   *
   * @return in the order of the queries
   */
  public List<Opinions> opinions(List<TimedQuery> queries, CollaborativeOpinion opinion) {
    Opinions[] ofQueries = new Opinions[queries.size()];
    search(
        queries.stream().map(TimedQuery::query).toList(),
        (search, batch) -> {
          List<CandidateQuery> asked =
              batch.stream()
                  .map(prompted -> candidateQuery(prompted, queries.get(prompted.index()), opinion))
                  .toList();
          List<LanguageOpinion> answers = new CandidateSearch(search, catalogue.trie()).ask(asked);
          for (int i = 0; i < answers.size(); i++) {
            int index = batch.get(i).index();
            TimedQuery query = queries.get(index);
            ofQueries[index] =
                new Opinions(
                    query.query(),
                    asked.get(i).proposed(),
                    opinion.of(query.history(), answers.get(i).items()),
                    answers.get(i));
          }
        });
    return List.of(ofQueries);
  }

  private CandidateQuery candidateQuery(
      PromptedQuery prompted, TimedQuery query, CollaborativeOpinion opinion) {
    Selection titled =
        new Selection(
            options.width(),
            List.of(query.query().excluded()),
            item -> catalogue.trie().leafOf(item) != CatalogueTrie.NONE);
    int[] proposed =
        opinion.best(query.history(), titled).stream().mapToInt(ScoredItem::item).toArray();
    return new CandidateQuery(request(prompted), ItemIds.of(proposed));
  }

  private interface Answered {
    void accept(CatalogueDecoder search, List<PromptedQuery> batch);
  }

  private void search(List<RankingQuery> queries, Answered answered) {
    try (NoGradient none = new NoGradient();
        CatalogueDecoder search =
            new CatalogueDecoder(
                decoder, catalogue, new DecodingOptions(options.width(), options.temperature()))) {
      none.suppressNotUsedWarning();
      PromptBatches.byLength(prompted(queries), options.users(), query -> query.tokens().size())
          .forEach(batch -> answered.accept(search, batch));
    }
  }

  private List<PromptedQuery> prompted(List<RankingQuery> queries) {
    return PromptedQuery.of(queries, query -> prompts.render(catalogue, query.history()).tokens());
  }

  private SearchRequest request(PromptedQuery prompted) {
    Selection selection =
        new Selection(options.width(), List.of(prompted.query().excluded()), item -> true);
    return SearchRequest.of(prompted.tokens(), selection).preferring(preference);
  }

  @Override
  public long parameterCount() {
    return decoder.weights().values().stream().mapToLong(NDArray::size).sum();
  }

  @Override
  public void close() {
    // What it uses belongs to others.
  }
}
