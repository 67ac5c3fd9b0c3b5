package dev.millrace.standalone.evaluate;

import dev.millrace.model.sequential.RankingQuery;
import dev.millrace.model.sequential.SequentialRecommender;
import java.util.List;
import java.util.function.Supplier;

/**
 * A recommender that frees what it was made from.
 *
 * @param recommender answers
 * @param fusion makes it one with the collaborative model
 * @param owned closed after it
 */
record OwningRecommender(
    SequentialRecommender recommender,
    Supplier<SequentialRecommender> fusion,
    CatalogueLanguageModel owned)
    implements SequentialRecommender, Fusable {

  @Override
  public SequentialRecommender fused() {
    return fusion.get();
  }


  @Override
  public int[] ranks(List<RankingQuery> queries) {
    return recommender.ranks(queries);
  }

  @Override
  public long parameterCount() {
    return recommender.parameterCount();
  }

  @Override
  public void close() {
    recommender.close();
    owned.close();
  }
}
