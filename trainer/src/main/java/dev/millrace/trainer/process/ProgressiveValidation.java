package dev.millrace.trainer.process;

import dev.millrace.model.collaborative.CollaborativeRecommender;
import dev.millrace.model.collaborative.History;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.collaborative.ScoredItem;
import dev.millrace.model.collaborative.Selection;
import dev.millrace.model.sequential.RankingQuery;
import dev.millrace.model.sequential.SequentialRecommender;
import dev.millrace.trainer.example.LearningExample;
import dev.millrace.trainer.learning.Learner;
import dev.millrace.trainer.learning.StepLosses;
import dev.millrace.trainer.settings.TrainerSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges the model on examples that it has not learned from yet, and popularity and transitions on
 * the same ones. Lists leave out the history, as served ones do.
 */
final class ProgressiveValidation {

  private final TrainerSettings settings;
  private final Learner learner;

  ProgressiveValidation(TrainerSettings settings, Learner learner) {
    this.settings = settings;
    this.learner = learner;
  }

  /** Measures the loss on all examples and lists on a share of them. */
  void judge(List<LearningExample> examples, CatalogueView view, Judgement sums) {
    StepLosses losses = learner.score(view.packer().pack(examples), view.context());
    sums.addLoss(losses.total(), losses.counted().all());
    List<LearningExample> sampled =
        examples.stream().filter(this::isSampled).limit(settings.judging().cases()).toList();
    if (!sampled.isEmpty()) {
      judgeLists(sampled, view, sums);
    }
  }

  private void judgeLists(List<LearningExample> sampled, CatalogueView view, Judgement sums) {
    List<RankingQuery> queries =
        sampled.stream()
            .map(
                example ->
                    new RankingQuery(
                        example.history(), example.history(), ItemIds.of(example.target())))
            .toList();
    CollaborativeRecommender collaborative = view.collaborative();
    int[] model =
        view.recommender(learner.model().decoder(), learner.state().temperature()).ranks(queries);
    int[] popularity =
        queries.stream()
            .mapToInt(
                query ->
                    query.rankIn(
                        collaborative.mostPopular(selection(query, view)), ScoredItem::item))
            .toArray();
    int[] transitions =
        sampled.stream().mapToInt(example -> transitions(example, collaborative)).toArray();
    sums.add(queries, new Judgement.Ranks(model, popularity, transitions));
  }

  /** What the language model can say: the same items for all. */
  private Selection selection(RankingQuery query, CatalogueView view) {
    return new Selection(
        settings.judging().beam(), List.of(query.excluded()), view.catalogue()::isAvailable);
  }

  /** The streams are ahead: what they have counted of the example itself is taken back. */
  private static int transitions(LearningExample example, CollaborativeRecommender collaborative) {
    Map<Integer, Double> scores = new HashMap<>();
    collaborative.forEachScoreWithout(
        example.target(), new History(example.history(), example.timestamp()), scores::put);
    double target = scores.getOrDefault(example.target(), 0.0);
    if (!(target > 0)) {
      return SequentialRecommender.UNRANKED;
    }
    return 1
        + (int)
            scores.entrySet().stream()
                .filter(item -> item.getValue() > target)
                .filter(item -> !example.history().contains(item.getKey()))
                .count();
  }

  /** Decided by the example alone, so that a restarted trainer judges the same ones. */
  private boolean isSampled(LearningExample example) {
    long mixed = (example.id().hashCode() ^ settings.optimization().seed()) * 0x9E3779B97F4A7C15L;
    return (mixed >>> 11) * 0x1.0p-53 < settings.online().progressive().share();
  }
}
