package dev.millrace.trainer.process;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.avro.CheckpointState;
import dev.millrace.checkpoint.CheckpointId;
import dev.millrace.checkpoint.Measurement;
import dev.millrace.checkpoint.RunRecord;
import dev.millrace.checkpoint.TrainingSetup;
import dev.millrace.checkpoint.announcement.Announced;
import dev.millrace.checkpoint.announcement.NextAnnouncement;
import dev.millrace.checkpoint.store.CheckpointWriter;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import dev.millrace.contract.record.RejectedRecord;
import dev.millrace.model.metrics.RankingMetrics;
import dev.millrace.trainer.kafka.Announcements;
import dev.millrace.trainer.kafka.CheckpointTransactions;
import dev.millrace.trainer.kafka.CommittedProgress;
import dev.millrace.trainer.kafka.Lease;
import dev.millrace.trainer.settings.ProgressiveSettings;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what was learned into a checkpoint that is known to all: written and published first,
 * announced then, in the transaction that commits the progress. What is published and not
 * announced, because the process died between the two, is deleted by the next one.
 */
final class Checkpointing {

  private static final Logger LOG = LoggerFactory.getLogger(Checkpointing.class);

  private final TrainerEnvironment environment;
  private final Lease lease;
  private final Announcements announcements;
  private final CheckpointTransactions transactions;

  /**
   * @param lease proves that this process may
   * @param announcements of the model
   * @param transactions of the model
   */
  Checkpointing(
      TrainerEnvironment environment,
      Lease lease,
      Announcements announcements,
      CheckpointTransactions transactions) {
    this.environment = environment;
    this.lease = lease;
    this.announcements = announcements;
    this.transactions = transactions;
  }

  /**
   * Writes, publishes, announces and commits.
   *
   * @param judged figures since the last checkpoint, and what was decided; null where nothing has
   *     been learned yet
   */
  CheckpointAnnouncement save(Trainee trainee, Progress progress, @Nullable Judged judged)
      throws IOException {
    RunRecord record =
        RunRecord.of(
                environment.model(),
                progress.parent(),
                Instant.now(),
                setup(trainee.model()),
                progress.at(trainee.learner().state().step()))
            .withFusion(trainee.fusion().chosen())
            .withForgotten(trainee.users().forgotten());
    StoredCheckpoint stored =
        new CheckpointWriter(environment.store())
            .write(judged == null ? record : judged.into(record), trainee.parts());
    CheckpointAnnouncement announcement =
        new NextAnnouncement(announcements.latest(), Instant.now()).of(stored);
    if (announcement.getState() == CheckpointState.PROMOTED) {
      announcement.setFreshness(progress.fresh().freshness(announcement.getAnnouncedAt()));
    }
    commit(stored, announcement, progress);
    progress.saved(stored.reference().id());
    retain(stored.reference().id(), announcement);
    return announcement;
  }

  /**
   * Figures for the manifest.
   *
   * @param judgement since the last checkpoint
   * @param outcome what was decided
   * @param settings names of the figures
   */
  record Judged(Judgement judgement, Promotion.Outcome outcome, ProgressiveSettings settings) {

    RunRecord into(RunRecord record) {
      SortedMap<String, Measurement> metrics = new TreeMap<>();
      if (Double.isFinite(judgement.loss())) {
        metrics.put("loss", new Measurement(judgement.loss(), judgement.positions()));
      }
      put(metrics, "", judgement.model());
      put(metrics, "popularity.", judgement.popularity());
      put(metrics, "transitions.", judgement.transitions());
      put(metrics, "fusion.", judgement.fusion());
      RankingMetrics incumbent = outcome.incumbent();
      if (incumbent != null) {
        put(metrics, "incumbent.", incumbent);
      }
      return record.withMetrics(metrics).withPromotion(outcome.decision());
    }

    private void put(SortedMap<String, Measurement> metrics, String whose, RankingMetrics figures) {
      metrics.put(whose + settings.ndcg(), new Measurement(figures.ndcg(), figures.cases()));
      metrics.put(whose + settings.hitRate(), new Measurement(figures.hitRate(), figures.cases()));
    }
  }

  /**
   * Deletes what was published after a checkpoint and never announced.
   *
   * @param last the checkpoint that training goes on from
   */
  void deleteOrphans(StoredCheckpoint last) throws IOException {
    Set<CheckpointId> known = Announced.kept(announcements.latest());
    for (StoredCheckpoint stored : environment.store().list(environment.model())) {
      CheckpointId id = stored.reference().id();
      if (id.compareTo(last.reference().id()) > 0
          && stored.record().createdAt().isAfter(last.record().createdAt())
          && !known.contains(id)) {
        LOG.info("Deleting what was never announced; checkpoint={}", id);
        environment.store().delete(stored.reference());
      }
    }
  }

  private void commit(
      StoredCheckpoint stored, CheckpointAnnouncement announcement, Progress progress) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    records.add(announcements.record(announcement));
    progress.rejected().stream().map(RejectedRecord::toDeadLetter).forEach(records::add);
    transactions.commit(
        records, CommittedProgress.of(stored.reference(), progress.position()), lease.group());
  }

  private void retain(CheckpointId newest, CheckpointAnnouncement announcement) throws IOException {
    List<StoredCheckpoint> stored =
        environment.store().list(environment.model()).stream()
            .filter(checkpoint -> checkpoint.reference().id().compareTo(newest) <= 0)
            .toList();
    Set<CheckpointId> kept = new HashSet<>(Announced.kept(announcement));
    kept.add(newest);
    List<CheckpointId> deletable =
        environment
            .settings()
            .online()
            .checkpoint()
            .retention()
            .deletable(stored.stream().map(StoredCheckpoint::record).toList(), kept);
    for (StoredCheckpoint checkpoint : stored) {
      if (deletable.contains(checkpoint.reference().id())) {
        environment.store().delete(checkpoint.reference());
      }
    }
  }

  private TrainingSetup setup(LanguageModel model) {
    return new TrainingSetup(
        model.base(),
        model.kind(),
        environment.settings().objective().name(),
        parameters(),
        environment.configuration(),
        environment.settings().optimization().seed());
  }

  private SortedMap<String, String> parameters() {
    String prefix = "trainer.objective.";
    SortedMap<String, String> parameters = new TreeMap<>();
    environment
        .configuration()
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefix)) {
                parameters.put(key.substring(prefix.length()), value);
              }
            });
    return parameters;
  }
}
