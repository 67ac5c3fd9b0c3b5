package dev.millrace.standalone.evaluate;

import dev.millrace.model.sequential.RankingQuery;
import dev.millrace.model.sequential.SequentialRecommender;
import dev.millrace.trainer.evaluation.FusedRecommender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * A language model that has learned a data set.
 *
 * @param recommender answers
 * @param fusion makes it one with the collaborative model
 * @param language what it was made from, closed with it
 */
public record TrainedLanguageModel(
    SequentialRecommender recommender,
    Supplier<FusedRecommender> fusion,
    CatalogueLanguageModel language)
    implements SequentialRecommender, Fusable {

  @Override
  public FusedRecommender fused() {
    return fusion.get();
  }

  @Override
  public int[] ranks(List<RankingQuery> queries) {
    return recommender.ranks(queries);
  }

  /**
   * Writes the model in Hugging Face layout.
   *
   * @param directory is made
   * @throws IOException if it cannot be written
   */
  public void save(Path directory) throws IOException {
    language.save(directory);
  }

  @Override
  public long parameterCount() {
    return recommender.parameterCount();
  }

  @Override
  public void close() {
    recommender.close();
    language.close();
  }
}
