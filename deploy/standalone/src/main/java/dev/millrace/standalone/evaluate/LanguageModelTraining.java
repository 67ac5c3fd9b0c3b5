package dev.millrace.standalone.evaluate;

import dev.millrace.model.collaborative.CollaborativeModel;
import dev.millrace.model.collaborative.CollaborativeOptions;
import dev.millrace.model.fusion.CollaborativeOpinion;
import dev.millrace.model.sequential.RankingQuery;
import dev.millrace.trainer.evaluation.BeamOptions;
import dev.millrace.trainer.evaluation.BeamRecommender;
import dev.millrace.trainer.evaluation.FusedRecommender;
import dev.millrace.trainer.example.TrainingRow;
import dev.millrace.trainer.learning.EpochListener;
import dev.millrace.trainer.learning.EpochTrainer;
import dev.millrace.trainer.learning.Learner;
import dev.millrace.trainer.learning.LearnerOptions;
import dev.millrace.trainer.learning.LearningRate;
import dev.millrace.trainer.objective.ObjectiveConfig;
import dev.millrace.trainer.settings.OfflineSettings;
import dev.millrace.trainer.settings.TrainerSettings;
import java.util.List;
import java.util.stream.IntStream;

/** The training of one language model from scratch on a data set. */
public final class LanguageModelTraining {

  private final Dataset dataset;
  private final ObjectiveConfig objective;
  private final TrainerSettings settings;
  private final long seed;

  /**
   * @param objective what is made small
   * @param settings all else
   * @param seed of weights and order
   */
  public LanguageModelTraining(
      Dataset dataset, ObjectiveConfig objective, TrainerSettings settings, long seed) {
    this.dataset = dataset;
    this.objective = objective;
    this.settings = settings;
    this.seed = seed;
  }

  /**
   * Makes the model and lets it learn.
   *
   * @param listener is told how it goes
   * @return to be closed by the caller
   */
  public TrainedLanguageModel run(EpochListener listener) {
    CatalogueLanguageModel language = CatalogueLanguageModel.create(dataset, settings, seed);
    try {
      return train(language, listener);
    } catch (RuntimeException e) {
      language.close();
      throw e;
    }
  }

  private TrainedLanguageModel train(CatalogueLanguageModel language, EpochListener listener) {
    List<TrainingRow> rows =
        language
            .packer()
            .pack(SequenceExamples.of(dataset.training(), 2 * settings.prompt().maximumItems()));
    List<RankingQuery> valid = sample(dataset.valid());
    CollaborativeModel counts = CollaborativeCounts.model(dataset.items(), dataset.training());
    try (Learner learner = new Learner(language.model(), learnerOptions(rows))) {
      new EpochTrainer(
              learner,
              CountedRewards.context(counts, language.catalogue().trie()),
              settings.offline().options(seed),
              listener)
          .train(rows, () -> Scores.of(recommender(language, learner).ranks(valid)).ndcgAt10());
      BeamRecommender trained = recommender(language, learner);
      CollaborativeOpinion opinion =
          new CollaborativeOpinion(counts, CollaborativeOptions.defaults());
      return new TrainedLanguageModel(
          trained, () -> FusedRecommender.choose(trained, opinion, dataset.valid()), language);
    }
  }

  private LearnerOptions learnerOptions(List<TrainingRow> rows) {
    OfflineSettings offline = settings.offline();
    long examples = rows.stream().mapToLong(row -> row.examples().size()).sum();
    long steps = Math.max(1, offline.epochs() * examples / offline.examplesPerStep());
    LearningRate.Course course = new LearningRate.Course.Cosine(steps, offline.learningRateFloor());
    return settings.optimization().options(objective, course, seed);
  }

  private BeamRecommender recommender(CatalogueLanguageModel language, Learner learner) {
    return new BeamRecommender(
        language.model().decoder(),
        language.catalogue(),
        language.prompts(),
        BeamOptions.of(settings.judging().beam(), learner.state().temperature()),
        item -> 0);
  }

  /** Evenly from all, for cases are in the order of time. */
  private List<RankingQuery> sample(List<RankingQuery> cases) {
    int wanted = Math.min(settings.judging().cases(), cases.size());
    return IntStream.range(0, wanted)
        .mapToObj(i -> cases.get((int) ((long) i * cases.size() / wanted)))
        .toList();
  }
}
