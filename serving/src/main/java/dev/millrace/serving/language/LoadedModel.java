package dev.millrace.serving.language;

import dev.millrace.model.fusion.FusionForm;
import java.util.List;
import java.util.function.Consumer;

/**
 * A checkpoint that is ready to answer, with all that has to be freed after it. Belongs to one
 * thread at a time.
 */
final class LoadedModel implements AutoCloseable {

  private final String checkpointId;
  private final LanguageRanker ranker;
  private final FusionForm form;
  private final TokenizedCatalogue titles;
  private final Runnable closing;

  /**
   * @param titles of the catalogue; closed with this
   * @param closing frees the model below the ranker
   */
  LoadedModel(
      String checkpointId,
      LanguageRanker ranker,
      FusionForm form,
      TokenizedCatalogue titles,
      Runnable closing) {
    this.checkpointId = checkpointId;
    this.ranker = ranker;
    this.form = form;
    this.titles = titles;
    this.closing = closing;
  }

  String checkpointId() {
    return checkpointId;
  }

  /** Takes in what has changed of the catalogue. */
  void followCatalogue() {
    ranker.use(titles.follow());
  }

  /** Ranks jobs; answers are given batch by batch. */
  <J extends RankingJob> void rank(List<J> jobs, Consumer<Ranked<J>> answered) {
    ranker.rank(
        jobs,
        (job, opinion) ->
            answered.accept(
                new Ranked<>(
                    job, new Ranked.Answer(checkpointId, opinion, ranker.catalogue(), form))));
  }

  @Override
  public void close() {
    titles.close();
    try {
      ranker.close();
    } finally {
      closing.run();
    }
  }
}
