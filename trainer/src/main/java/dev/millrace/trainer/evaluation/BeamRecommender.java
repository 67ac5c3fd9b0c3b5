package dev.millrace.trainer.evaluation;

import ai.djl.ndarray.NDArray;
import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.collaborative.Selection;
import dev.millrace.model.decoding.CatalogueDecoder;
import dev.millrace.model.decoding.DecodedItem;
import dev.millrace.model.decoding.DecodingOptions;
import dev.millrace.model.decoding.SearchRequest;
import dev.millrace.model.fusion.FusionCase;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.NoGradient;
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
        (search, batch, lists) -> {
          for (int i = 0; i < lists.size(); i++) {
            ranks[batch.get(i).index()] =
                batch.get(i).query().rankIn(lists.get(i), DecodedItem::item);
          }
        });
    return ranks;
  }

  /** Both models' opinions of their candidates, as many of each as the beam is wide. */
  List<FusionCase> fusionCases(List<RankingQuery> queries, CollaborativeOpinion opinion) {
    FusionCases cases = new FusionCases(catalogue.trie(), opinion, options.width());
    FusionCase[] ofQueries = new FusionCase[queries.size()];
    search(
        queries,
        (search, batch, lists) -> {
          List<FusionCase> ofBatch = cases.of(search, batch, lists);
          for (int i = 0; i < ofBatch.size(); i++) {
            ofQueries[batch.get(i).index()] = ofBatch.get(i);
          }
        });
    return List.of(ofQueries);
  }

  private interface Answered {
    void accept(CatalogueDecoder search, List<PromptedQuery> batch, List<List<DecodedItem>> lists);
  }

  private void search(List<RankingQuery> queries, Answered answered) {
    try (NoGradient none = new NoGradient();
        CatalogueDecoder search =
            new CatalogueDecoder(
                decoder, catalogue, new DecodingOptions(options.width(), options.temperature()))) {
      none.suppressNotUsedWarning();
      for (PromptBatch batch : PromptBatch.split(prompted(queries), options.users())) {
        answered.accept(search, batch.queries(), search.search(batch.map(this::request)));
      }
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
