package dev.millrace.standalone.evaluate;

import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.collaborative.CollaborativeModel;
import dev.millrace.model.collaborative.CollaborativeOptions;
import dev.millrace.model.collaborative.CollaborativeRecommender;
import dev.millrace.model.collaborative.History;
import dev.millrace.model.sequential.RankingQuery;
import dev.millrace.model.sequential.SequentialRecommender;
import dev.millrace.trainer.evaluation.BeamOptions;
import dev.millrace.trainer.evaluation.BeamRecommender;
import dev.millrace.trainer.evaluation.CollaborativeOpinion;
import dev.millrace.trainer.evaluation.FusedRecommender;
import dev.millrace.trainer.example.TrainingRow;
import dev.millrace.trainer.learning.EpochTrainer;
import dev.millrace.trainer.learning.ItemRewards;
import dev.millrace.trainer.learning.Learner;
import dev.millrace.trainer.learning.LearnerOptions;
import dev.millrace.trainer.learning.LearningContext;
import dev.millrace.trainer.learning.LearningRate;
import dev.millrace.trainer.objective.ObjectiveConfig;
import dev.millrace.trainer.rewards.PopularityMass;
import dev.millrace.trainer.rewards.TokenRewards;
import dev.millrace.trainer.rewards.TransitionScores;
import dev.millrace.trainer.settings.OfflineSettings;
import dev.millrace.trainer.settings.TrainerSettings;
import java.util.List;
import java.util.stream.IntStream;

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
    CatalogueLanguageModel language = CatalogueLanguageModel.create(dataset, settings, seed);
    try {
      return new Fit(dataset, language, seed).run(progress);
    } catch (RuntimeException e) {
      language.close();
      throw e;
    }
  }

  /** One training. */
  private final class Fit {

    private final Dataset dataset;
    private final CatalogueLanguageModel language;
    private final long seed;

    Fit(Dataset dataset, CatalogueLanguageModel language, long seed) {
      this.dataset = dataset;
      this.language = language;
      this.seed = seed;
    }

    SequentialRecommender run(Progress progress) {
      List<TrainingRow> rows =
          language
              .packer()
              .pack(SequenceExamples.of(dataset.training(), 2 * settings.prompt().maximumItems()));
      List<RankingQuery> valid = sample(dataset.valid());
      try (Learner learner = new Learner(language.model(), learnerOptions(rows))) {
        new EpochTrainer(
                learner,
                new LearningContext(language.catalogue().trie(), rewards()),
                settings.offline().options(seed),
                progress.ofLanguageModel(name, seed, settings.offline().epochs()))
            .train(rows, () -> Scores.of(recommender(learner).ranks(valid)).ndcgAt10());
        BeamRecommender trained = recommender(learner);
        return new OwningRecommender(
            trained, () -> FusedRecommender.choose(trained, opinion(), valid), language);
      }
    }

    private CollaborativeModel counts() {
      return CollaborativeCounts.model(dataset.items(), dataset.training());
    }

    private CollaborativeOpinion opinion() {
      return new CollaborativeOpinion(counts(), CollaborativeOptions.defaults());
    }

    /** The model has counted the examples that are learned: their own pairs are taken back. */
    private ItemRewards rewards() {
      CollaborativeModel model = counts();
      CatalogueTrie trie = language.catalogue().trie();
      TokenRewards rewards =
          new TokenRewards(
              trie,
              PopularityMass.of(trie, model.popularity()),
              new TransitionScores(
                  new CollaborativeRecommender(model, CollaborativeOptions.defaults()), true),
              TokenRewards.DEFAULT_EPSILON);
      return example -> rewards.alongPath(new History(example.history(), 0), example.target());
    }

    private LearnerOptions learnerOptions(List<TrainingRow> rows) {
      OfflineSettings offline = settings.offline();
      long examples = rows.stream().mapToLong(row -> row.examples().size()).sum();
      long steps = Math.max(1, offline.epochs() * examples / offline.examplesPerStep());
      LearningRate.Course course =
          new LearningRate.Course.Cosine(steps, offline.learningRateFloor());
      return settings.optimization().options(objective, course, seed);
    }

    private BeamRecommender recommender(Learner learner) {
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
}
