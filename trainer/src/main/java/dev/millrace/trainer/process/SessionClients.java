package dev.millrace.trainer.process;

import dev.millrace.trainer.kafka.Announcements;
import dev.millrace.trainer.kafka.CheckpointTransactions;
import dev.millrace.trainer.kafka.DeletionTopic;
import dev.millrace.trainer.kafka.KnowledgeTopics;
import dev.millrace.trainer.kafka.Lease;

/**
 * A session's connections to Kafka, but that of its source.
 *
 * @param lease stays open
 * @param announcements of the model
 * @param transactions of the model
 * @param knowledge catalogue and collaborative model
 * @param deletions who asked to be forgotten
 * @param checkpointing works with them
 */
record SessionClients(
    Lease lease,
    Announcements announcements,
    CheckpointTransactions transactions,
    KnowledgeTopics knowledge,
    DeletionTopic deletions,
    Checkpointing checkpointing)
    implements AutoCloseable {

  /** Connects; from here on no other process can announce anything of this model. */
  static SessionClients connect(
      TrainerEnvironment environment, Lease lease, KnowledgeTopics.Listener listener) {
    CheckpointTransactions transactions =
        new CheckpointTransactions(environment.clients().producer());
    try {
      Announcements announcements =
          new Announcements(
              environment.clients().reader("announcements"),
              environment.topics().checkpoints(),
              environment.model());
      KnowledgeTopics knowledge =
          new KnowledgeTopics(
              environment.clients().reader("knowledge"), environment.topics(), listener);
      DeletionTopic deletions =
          new DeletionTopic(
              environment.clients().reader("deletions"), environment.topics().userDeletions());
      return new SessionClients(
          lease,
          announcements,
          transactions,
          knowledge,
          deletions,
          new Checkpointing(environment, lease, announcements, transactions));
    } catch (RuntimeException unavailable) {
      transactions.close();
      throw unavailable;
    }
  }

  @Override
  public void close() {
    deletions.close();
    knowledge.close();
    announcements.close();
    transactions.close();
  }
}
