package dev.millrace.trainer.process;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.avro.CheckpointState;
import dev.millrace.avro.TrainingExample;
import dev.millrace.contract.freshness.FreshnessStage;
import dev.millrace.model.fusion.FusionForm;
import dev.millrace.trainer.example.HistoryReplay;
import dev.millrace.trainer.example.LearningExample;
import dev.millrace.trainer.example.TrainingRow;
import dev.millrace.trainer.learning.StepReport;
import dev.millrace.trainer.settings.OnlineSettings;
import dev.millrace.trainer.source.MicroBatch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Learns: micro-batch, judge, step, log, checkpoint when due, and from the beginning. */
final class TrainingLoop {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingLoop.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final TrainingSession session;
  private final OnlineSettings settings;
  private final TrainerMetrics metrics;
  private final ProgressiveValidation validation;
  private final Promotion promotion;
  private final ProgressLog log;
  private Judgement judgement;

  TrainingLoop(TrainingSession session, TrainerMetrics metrics) {
    this.session = session;
    this.settings = session.environment().settings().online();
    this.metrics = metrics;
    this.validation =
        new ProgressiveValidation(session.environment().settings(), session.trainee());
    this.promotion = new Promotion(session.environment());
    this.log = new ProgressLog(settings);
    this.judgement = new Judgement(settings.progressive().k());
  }

  /**
   * Learns until there is nothing more to come, or it is to stop; all that was learned is in a
   * checkpoint then.
   *
   * @throws LeaseLostException if another process trains now
   */
  void run(BooleanSupplier stopping) throws IOException {
    while (!stopping.getAsBoolean() && !session.source().isExhausted()) {
      session.requireLease();
      MicroBatch batch = session.source().poll(POLL).orElse(null);
      metrics.forgotten(session.forget());
      if (batch != null) {
        learn(batch);
      }
      metrics.set("lag", (double) session.source().lag());
      log.show(session, judgement);
      if (isCheckpointDue()) {
        checkpoint();
      }
    }
    if (session.progress().isUnsaved()) {
      checkpoint();
    }
  }

  private void learn(MicroBatch batch) throws IOException {
    List<TrainingExample> allowed =
        batch.examples().stream().filter(session.trainee().users()::mayLearn).toList();
    List<TrainingExample> learnable = allowed.stream().filter(session.view()::isLearnable).toList();
    List<LearningExample> fresh = session.view().learnable(learnable);
    if (!fresh.isEmpty()) {
      metrics.time("judge", () -> judge(fresh));
      StepReport report = metrics.time("learn", () -> step(fresh));
      metrics.learned(report);
      learnable.forEach(session.trainee().reservoir()::add);
      learnable.forEach(session.trainee().users()::learned);
      learnable.forEach(example -> noteFresh(batch.arrivals().get(example.getEventId())));
    }
    session.view().dense(allowed).forEach(session.trainee().counts()::add);
    metrics.read(fresh.size(), batch.examples().size() - fresh.size(), batch.rejected().size());
    session.progress().learned(fresh.size(), batch.rejected(), batch.next());
  }

  private void noteFresh(@Nullable Long arrivedAt) {
    if (arrivedAt != null && arrivedAt > 0) {
      metrics.freshness().reached(FreshnessStage.LEARNED, arrivedAt);
      session.progress().fresh().learned(arrivedAt, System.currentTimeMillis());
    }
  }

  private Judgement judge(List<LearningExample> fresh) {
    validation.judge(fresh, session.view(), judgement);
    metrics.judged(judgement);
    return judgement;
  }

  /**
   * The new and, before them, some of the old with their histories: each user's examples in their
   * order. The new ones' histories were learned from just before, when they were new.
   */
  private StepReport step(List<LearningExample> fresh) {
    CatalogueView view = session.view();
    int again = settings.reservoir().share(fresh.size());
    HistoryReplay replay = new HistoryReplay(settings.reservoir().history());
    List<LearningExample> all =
        new ArrayList<>(replay.with(view.learnable(session.trainee().reservoir().draw(again))));
    all.addAll(fresh);
    List<TrainingRow> rows = view.packer().pack(all);
    return session.trainee().learner().learn(rows, view.context());
  }

  private boolean isCheckpointDue() {
    Progress progress = session.progress();
    return progress.examplesSinceCheckpoint() >= settings.checkpoint().everyExamples()
        || (progress.isUnsaved()
            && progress.sinceCheckpoint().compareTo(settings.checkpoint().every()) >= 0);
  }

  private void checkpoint() throws IOException {
    CheckpointAnnouncement announced = metrics.time("checkpoint", this::save);
    metrics.checkpoint(announced.getState());
    if (announced.getState() == CheckpointState.PROMOTED) {
      session
          .progress()
          .fresh()
          .announced(
              announced.getAnnouncedAt(),
              age -> metrics.freshness().reached(FreshnessStage.CHECKPOINT, age));
    }
    FusionForm form = session.trainee().fusion().chosen();
    LOG.info(
        "Checkpoint; id={} examples={} state={} fusion={} reason={}",
        announced.getId(),
        announced.getExamplesLearned(),
        announced.getState(),
        form == null ? "not chosen" : form.describe(),
        announced.getReason());
    judgement = new Judgement(settings.progressive().k());
    session.refresh();
  }

  private CheckpointAnnouncement save() throws IOException {
    metrics.forgotten(session.forget());
    session.trainee().fusion().choose();
    Promotion.Outcome outcome =
        promotion.decide(
            judgement, session.trainee(), session.view(), session.announcements().latest());
    return session
        .checkpointing()
        .save(
            session.trainee(),
            session.progress(),
            new Checkpointing.Judged(judgement, outcome, settings.progressive()));
  }
}
