package dev.millrace.standalone.evaluate;

import dev.millrace.model.sequential.SequentialRecommender;
import dev.millrace.trainer.objective.ObjectiveConfig;
import dev.millrace.trainer.settings.TrainerSettings;

/**
 * A language model from scratch that learns until NDCG@10 on a sample of the valid cases gets no
 * better.
 *
 * @param name of its objective
 * @param objective what is made small
 * @param settings all else
 */
record LanguageModelCandidate(String name, ObjectiveConfig objective, TrainerSettings settings)
    implements Candidate {

  @Override
  public boolean isSeeded() {
    return true;
  }

  @Override
  public SequentialRecommender fit(Dataset dataset, long seed, Progress progress) {
    return new LanguageModelTraining(dataset, objective, settings, seed)
        .run(progress.ofLanguageModel(name, seed, settings.offline().epochs()));
  }
}
