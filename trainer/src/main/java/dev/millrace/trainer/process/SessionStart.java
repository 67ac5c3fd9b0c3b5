package dev.millrace.trainer.process;

import dev.millrace.checkpoint.Checkpoint;
import dev.millrace.checkpoint.SourcePosition;
import dev.millrace.checkpoint.TrainingProgress;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import dev.millrace.trainer.kafka.CommittedProgress;
import dev.millrace.trainer.kafka.ExampleTopic;
import dev.millrace.trainer.kafka.KafkaExampleSource;
import dev.millrace.trainer.kafka.Lease;
import dev.millrace.trainer.kafka.SourceRange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens sessions: finds the checkpoint to go on from, or makes the first one, which holds the model
 * as it was before it learned anything.
 */
final class SessionStart {

  private static final Logger LOG = LoggerFactory.getLogger(SessionStart.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final TrainerEnvironment environment;
  private final Lease lease;
  private final ExampleTopic examples;
  private final ModelOrigin origin;
  private final @Nullable Map<Integer, Long> limit;

  /**
   * @param lease held
   * @param limit where the examples are to end, by partition; null for never
   */
  SessionStart(TrainerEnvironment environment, Lease lease, @Nullable Map<Integer, Long> limit) {
    this.environment = environment;
    this.lease = lease;
    this.examples =
        new ExampleTopic(environment.topics().trainingExamples(), environment.clients());
    this.origin =
        new ModelOrigin(
            environment.settings().online().model(), environment.settings().optimization().seed());
    this.limit = limit;
  }

  /**
   * Opens.
   *
   * @throws LeaseLostException if another process trains now
   */
  TrainingSession open() throws IOException {
    Knowledge knowledge = new Knowledge(environment.collaborative());
    SessionClients clients = SessionClients.connect(environment, lease, knowledge);
    try {
      StartingPoint point = find(clients);
      clients.knowledge().toEnd();
      return point instanceof StartingPoint.Behind behind
          ? goOn(behind, clients, knowledge)
          : begin(clients, knowledge);
    } catch (IOException | RuntimeException failed) {
      clients.close();
      throw failed;
    }
  }

  private StartingPoint find(SessionClients clients) throws IOException {
    return StartingPoint.of(
        new StartingPoint.Found(
            environment.model(),
            examples.topic().name(),
            CommittedProgress.read(lease.committed(new HashSet<>(examples.partitions()))),
            clients.announcements().latest(),
            environment.store().list(environment.model())));
  }

  private TrainingSession goOn(
      StartingPoint.Behind behind, SessionClients clients, Knowledge knowledge) throws IOException {
    StoredCheckpoint stored = behind.checkpoint();
    clients.checkpointing().deleteOrphans(stored);
    Path directory = environment.store().fetch(stored.reference(), environment.cache());
    Checkpoint checkpoint = Checkpoint.open(directory, stored.reference().sha256());
    Trainee trainee =
        Trainee.begin(origin.of(checkpoint), knowledge.counts(), environment.settings());
    try {
      trainee.restore(checkpoint);
      clients.deletions().goOn(behind.offsets(environment.topics().userDeletions().name()));
      Progress progress = progress(behind, clients);
      LOG.info(
          "Going on; checkpoint={} examples={} position={}",
          stored.reference().id(),
          progress.examples(),
          progress.position().offsets());
      return session(clients, knowledge, trainee, progress);
    } catch (IOException | RuntimeException failed) {
      trainee.close();
      throw failed;
    }
  }

  /** Partitions that were added since the checkpoint begin at their beginning. */
  private Progress progress(StartingPoint.Behind behind, SessionClients clients) {
    StoredCheckpoint stored = behind.checkpoint();
    SortedMap<Integer, Long> offsets = examples.begins();
    offsets.putAll(behind.offsets(examples.topic().name()));
    return new Progress(
        stored.record().progress(),
        position(offsets).with(clients.deletions().position()),
        stored.reference().id());
  }

  private TrainingSession begin(SessionClients clients, Knowledge knowledge) throws IOException {
    awaitTitles(clients, knowledge);
    Trainee trainee =
        Trainee.begin(
            origin.begin(knowledge.waiting()), knowledge.counts(), environment.settings());
    try {
      SourcePosition.InTopics position =
          position(examples.begins()).with(clients.deletions().position());
      Progress progress =
          new Progress(new TrainingProgress(0, 0, position, Duration.ZERO), position, null);
      LOG.info("Beginning; base={} items={}", trainee.model().base(), knowledge.waiting().size());
      clients.checkpointing().save(trainee, progress, null);
      return session(clients, knowledge, trainee, progress);
    } catch (IOException | RuntimeException failed) {
      trainee.close();
      throw failed;
    }
  }

  /** A new model's tokens come from the titles, so it waits until there are enough, and all. */
  private void awaitTitles(SessionClients clients, Knowledge knowledge) {
    int least = origin.settings().isGiven() ? 1 : origin.settings().minimumItems();
    int before = -1;
    while (before < knowledge.waiting().size() || before < least) {
      before = knowledge.waiting().size();
      if (before < least) {
        LOG.info("Waiting for titles; items={} wanted={}", before, least);
      }
      if (!lease.poll(LOOK_AGAIN)) {
        throw new LeaseLostException(environment.model());
      }
      clients.knowledge().toEnd();
    }
  }

  private TrainingSession session(
      SessionClients clients, Knowledge knowledge, Trainee trainee, Progress progress) {
    SortedMap<Integer, Long> first =
        progress.position().offsets().getOrDefault(examples.topic().name(), new TreeMap<>());
    KafkaExampleSource source =
        new KafkaExampleSource(
            environment.clients().reader("examples"),
            examples.reader(),
            environment.settings().online().microBatch(),
            new SourceRange(first, limit));
    return new TrainingSession(environment, clients, knowledge, trainee, progress, source);
  }

  private SourcePosition.InTopics position(SortedMap<Integer, Long> offsets) {
    return new SourcePosition.InTopics(new TreeMap<>(Map.of(examples.topic().name(), offsets)));
  }
}
