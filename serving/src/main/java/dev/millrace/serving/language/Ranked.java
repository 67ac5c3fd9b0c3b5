package dev.millrace.serving.language;

import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.fusion.FusionForm;
import dev.millrace.model.fusion.LanguageOpinion;
import org.jspecify.annotations.Nullable;

/**
 * What became of a job.
 *
 * @param job that was done
 * @param answer null if it could not be done
 */
public record Ranked<J extends RankingJob>(J job, @Nullable Answer answer) {

  /**
   * What a language model said.
   *
   * @param checkpointId the model's
   * @param opinion of the candidates
   * @param catalogue from which they were chosen
   * @param form by which its opinion and the collaborative one become one
   */
  public record Answer(
      String checkpointId, LanguageOpinion opinion, Catalogue catalogue, FusionForm form) {}
}
