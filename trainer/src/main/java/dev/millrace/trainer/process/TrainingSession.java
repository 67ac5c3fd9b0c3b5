package dev.millrace.trainer.process;

import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.TitleEncoder;
import dev.millrace.trainer.forgetting.DeletionRequest;
import dev.millrace.trainer.kafka.Announcements;
import dev.millrace.trainer.source.ExampleSource;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that is open while this process trains: from the moment that the group gave it the model to
 * the moment that it takes it away. Whatever goes wrong in between, the next session goes on from
 * the last checkpoint.
 */
final class TrainingSession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingSession.class);

  private final TrainerEnvironment environment;
  private final SessionClients clients;
  private final Knowledge knowledge;
  private final Trainee trainee;
  private final Progress progress;
  private final ExampleSource source;
  private CatalogueView view;

  /**
   * @param clients closed with this
   * @param trainee closed with this
   * @param source closed with this
   */
  TrainingSession(
      TrainerEnvironment environment,
      SessionClients clients,
      Knowledge knowledge,
      Trainee trainee,
      Progress progress,
      ExampleSource source) {
    this.environment = environment;
    this.clients = clients;
    this.knowledge = knowledge;
    this.trainee = trainee;
    this.progress = progress;
    this.source = source;
    this.view =
        view(Catalogue.empty(knowledge.names(), new TitleEncoder(trainee.model().tokenizer())));
  }

  /** Takes in what has become of catalogue and collaborative model. */
  void refresh() {
    clients.knowledge().toEnd();
    view = view(view.catalogue());
  }

  /**
   * Forgets who has asked for it up to now.
   *
   * @return number of users
   */
  int forget() {
    List<DeletionRequest> requests = clients.deletions().toEnd();
    if (!requests.isEmpty()) {
      int examples =
          requests.stream().mapToInt(request -> trainee.reservoir().forget(request.userId())).sum();
      trainee.users().forget(requests);
      LOG.info("Forgotten; users={} examples={}", requests.size(), examples);
    }
    progress.forgot(requests.size(), clients.deletions().position());
    return requests.size();
  }

  private CatalogueView view(Catalogue before) {
    Knowledge.TitleChanges changes = knowledge.takeChanges();
    Catalogue now = changes.isNone() ? before : before.with(changes.changed(), changes.removed());
    return new CatalogueView(now, knowledge, trainee.model(), environment.settings());
  }

  /**
   * @throws LeaseLostException if another process trains now
   */
  void requireLease() {
    if (!clients.lease().poll(Duration.ZERO)) {
      throw new LeaseLostException(environment.model());
    }
  }

  TrainerEnvironment environment() {
    return environment;
  }

  Trainee trainee() {
    return trainee;
  }

  Progress progress() {
    return progress;
  }

  ExampleSource source() {
    return source;
  }

  CatalogueView view() {
    return view;
  }

  Announcements announcements() {
    return clients.announcements();
  }

  Checkpointing checkpointing() {
    return clients.checkpointing();
  }

  @Override
  public void close() {
    source.close();
    trainee.close();
    clients.close();
  }
}
