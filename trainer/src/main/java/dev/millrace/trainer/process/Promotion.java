package dev.millrace.trainer.process;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.checkpoint.Checkpoint;
import dev.millrace.checkpoint.announcement.Announced;
import dev.millrace.checkpoint.promotion.Comparison;
import dev.millrace.checkpoint.promotion.PromotionDecision;
import dev.millrace.checkpoint.promotion.PromotionPolicy;
import dev.millrace.checkpoint.store.CheckpointReference;
import dev.millrace.checkpoint.store.CheckpointStore;
import dev.millrace.model.metrics.RankingMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether what was learned is to be used: by the lists that the model made of each case
 * before it learned from it, against those of the checkpoint in use on the same cases, which are
 * all newer than that checkpoint.
 */
final class Promotion {

  private final TrainerEnvironment environment;
  private final PromotionPolicy policy;

  Promotion(TrainerEnvironment environment) {
    this.environment = environment;
    this.policy =
        environment
            .settings()
            .online()
            .checkpoint()
            .policy(environment.settings().online().progressive().ndcg());
  }

  /**
   * The outcome.
   *
   * @param decision with the figures compared
   * @param incumbent figures of the checkpoint in use; null if there is none
   */
  record Outcome(PromotionDecision decision, @Nullable RankingMetrics incumbent) {}

  /**
   * Decides.
   *
   * @param latest what was announced last; null if nothing was
   */
  Outcome decide(
      Judgement judgement,
      Trainee trainee,
      CatalogueView view,
      @Nullable CheckpointAnnouncement latest)
      throws IOException {
    Optional<CheckpointReference> current =
        latest == null ? Optional.empty() : Announced.current(latest);
    if (current.isEmpty()) {
      Judgement.Rival popularity = judgement.againstPopularity();
      return new Outcome(
          policy.first(comparison(judgement, popularity, PromotionPolicy.POPULARITY)), null);
    }
    Judgement.Rival incumbent = judge(current.get(), judgement, trainee, view);
    return new Outcome(
        policy.against(comparison(judgement, incumbent, current.get().id().value())),
        incumbent.metrics());
  }

  private Comparison comparison(Judgement judgement, Judgement.Rival rival, String name) {
    RankingMetrics candidate = judgement.model();
    return new Comparison(
        policy.metric(),
        candidate.ndcg(),
        rival.metrics().ndcg(),
        name,
        rival.lead().standardError(),
        candidate.cases());
  }

  private Judgement.Rival judge(
      CheckpointReference reference, Judgement judgement, Trainee trainee, CatalogueView view)
      throws IOException {
    CheckpointStore store = environment.store();
    Path directory = store.fetch(reference, environment.cache());
    Checkpoint checkpoint = Checkpoint.open(directory, reference.sha256());
    double temperature = TrainerState.read(directory).temperature();
    try (JudgedModel model = trainee.model().beside(checkpoint)) {
      return judgement.against(view.recommender(model.decoder(), temperature));
    }
  }
}
