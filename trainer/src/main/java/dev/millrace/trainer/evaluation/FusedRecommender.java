package dev.millrace.trainer.evaluation;

import dev.millrace.model.fusion.CollaborativeOpinion;
import dev.millrace.model.fusion.FusionCase;
import dev.millrace.model.fusion.FusionForm;
import dev.millrace.model.fusion.FusionSearch;
import dev.millrace.model.sequential.RankingQuery;
import dev.millrace.model.sequential.SequentialRecommender;
import java.util.List;

/** A language model and the collaborative model together, by a form chosen on held-out cases. */
public final class FusedRecommender implements SequentialRecommender {

  private final BeamRecommender language;
  private final CollaborativeOpinion opinion;
  private final FusionForm form;

  /**
   * @param language stays open when this is closed
   */
  public FusedRecommender(BeamRecommender language, CollaborativeOpinion opinion, FusionForm form) {
    this.language = language;
    this.opinion = opinion;
    this.form = form;
  }

  /**
   * Chooses the form with the largest NDCG@10.
   *
   * @param heldOut neither learned from nor judged by
   */
  public static FusedRecommender choose(
      BeamRecommender language, CollaborativeOpinion opinion, List<RankingQuery> heldOut) {
    FusionSearch.Choice choice = FusionSearch.best(language.fusionCases(heldOut, opinion), 10);
    return new FusedRecommender(language, opinion, choice.form());
  }

  /** How the two are put together. */
  public FusionForm form() {
    return form;
  }

  @Override
  public int[] ranks(List<RankingQuery> queries) {
    List<FusionCase> cases = language.fusionCases(queries, opinion);
    return cases.stream().mapToInt(next -> next.rank(form)).toArray();
  }

  @Override
  public long parameterCount() {
    return language.parameterCount();
  }

  @Override
  public void close() {
    // What it uses belongs to others.
  }
}
