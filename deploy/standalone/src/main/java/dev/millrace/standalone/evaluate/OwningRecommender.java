package dev.millrace.standalone.evaluate;

import dev.millrace.model.sequential.RankingQuery;
import dev.millrace.model.sequential.SequentialRecommender;
import java.util.List;

/**
 * A recommender that frees what it was made from.
 *
 * @param recommender answers
 * @param owned closed after it
 */
record OwningRecommender(SequentialRecommender recommender, CatalogueLanguageModel owned)
    implements SequentialRecommender {

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
