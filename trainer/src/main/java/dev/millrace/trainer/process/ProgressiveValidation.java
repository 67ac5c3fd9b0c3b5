package dev.millrace.trainer.process;

import dev.millrace.contract.HitRule;
import dev.millrace.model.collaborative.CollaborativeRecommender;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.collaborative.ScoredItem;
import dev.millrace.model.collaborative.Selection;
import dev.millrace.model.sequential.RankingQuery;
import dev.millrace.trainer.evaluation.Opinions;
import dev.millrace.trainer.evaluation.TimedQuery;
import dev.millrace.trainer.example.LearningExample;
import dev.millrace.trainer.learning.Learner;
import dev.millrace.trainer.learning.StepLosses;
import dev.millrace.trainer.progressive.FusionSample;
import dev.millrace.trainer.settings.TrainerSettings;
import java.util.List;

/**
 * Judges the model on examples that it has not learned from yet. Popularity, transitions and the
 * fusion are judged on the same ones, and know no more than the examples before them either. Lists
 * leave out the history, as served ones do.
 */
final class ProgressiveValidation {

  private final TrainerSettings settings;
  private final Trainee trainee;

  ProgressiveValidation(TrainerSettings settings, Trainee trainee) {
    this.settings = settings;
    this.trainee = trainee;
  }

  /** Measures the loss on all examples and lists on a share of them. */
  void judge(List<LearningExample> examples, CatalogueView view, Judgement sums) {
    StepLosses losses = trainee.learner().score(view.packer().pack(examples), view.context());
    sums.addLoss(losses.total(), losses.counted().all());
    List<LearningExample> sampled =
        examples.stream().filter(this::isSampled).limit(settings.judging().cases()).toList();
    if (!sampled.isEmpty()) {
      judgeLists(sampled, view, sums);
    }
  }

  private void judgeLists(List<LearningExample> sampled, CatalogueView view, Judgement sums) {
    List<TimedQuery> cases =
        sampled.stream()
            .map(
                example ->
                    new TimedQuery(query(example, targets(example, view)), example.timestamp()))
            .toList();
    Learner learner = trainee.learner();
    List<Opinions> opinions =
        view.recommender(learner.model().decoder(), learner.state().temperature())
            .opinions(cases, trainee.counts().opinion());
    List<RankingQuery> queries = cases.stream().map(TimedQuery::query).toList();
    sums.add(
        queries,
        new Judgement.Ranks(
            opinions.stream().mapToInt(Opinions::languageRank).toArray(),
            popularity(queries, view),
            opinions.stream().mapToInt(Opinions::collaborativeRank).toArray(),
            opinions.stream().mapToInt(this::fused).toArray()));
  }

  private static RankingQuery query(LearningExample example, ItemIds targets) {
    return new RankingQuery(example.history(), example.history(), targets);
  }

  private ItemIds targets(LearningExample example, CatalogueView view) {
    return settings.judging().hits() == HitRule.TITLE
        ? view.sharingTitleOf(example.target())
        : ItemIds.of(example.target());
  }

  private int[] popularity(List<RankingQuery> queries, CatalogueView view) {
    CollaborativeRecommender collaborative = trainee.counts().recommender();
    return queries.stream()
        .mapToInt(
            query ->
                query.rankIn(collaborative.mostPopular(selection(query, view)), ScoredItem::item))
        .toArray();
  }

  /** What the language model can say: the same items for all. */
  private Selection selection(RankingQuery query, CatalogueView view) {
    return new Selection(
        settings.judging().beam(), List.of(query.excluded()), view.catalogue()::isAvailable);
  }

  private int fused(Opinions opinions) {
    return trainee
        .fusion()
        .add(
            new FusionSample(
                opinions.collaborative(),
                opinions.language().logProbabilities(),
                opinions.target()));
  }

  /** Decided by the example alone, so that a restarted trainer judges the same ones. */
  private boolean isSampled(LearningExample example) {
    long mixed = (example.id().hashCode() ^ settings.optimization().seed()) * 0x9E3779B97F4A7C15L;
    return (mixed >>> 11) * 0x1.0p-53 < settings.online().progressive().share();
  }
}
