package dev.millrace.standalone.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * The registration that a broker left behind when it stopped or was killed.
 *
 * <p>A broker that starts where it is still registered believes for a moment that it leads its
 * partitions, loads the transactions that were about to be completed, and then loses the partitions
 * to its own new registration. Kafka 4.3 takes a partition without a leader for a deleted one: it
 * drops the markers that are to be written there and calls the transactions complete. Readers of
 * committed records, and of the groups' offsets, then wait for ever. So the controller alone is
 * started first, to strike the former broker off; whoever registers after that becomes the leader
 * of all partitions at once, and then completes the transactions.
 */
final class FormerRegistration {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long PAUSE_MILLIS = 50;

  private final String controller;
  private final Path dataDirectory;

  /**
   * @param controller where the controller listens, {@code host:port}
   * @param dataDirectory folder of the broker
   */
  FormerRegistration(String controller, Path dataDirectory) {
    this.controller = controller;
    this.dataDirectory = dataDirectory;
  }

  /**
   * Ends it; returns when the controller has stopped again.
   *
   * @param properties of the controller alone
   * @throws EmbeddedServerException if the controller does not start or refuses
   */
  void end(Map<String, String> properties) {
    KafkaRaftServer server = EmbeddedBroker.start(properties, dataDirectory);
    try {
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (!isEnded()) {
        if (System.nanoTime() > deadline) {
          throw new EmbeddedServerException(
              "The embedded controller in " + dataDirectory + " does not become active");
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } finally {
      server.shutdown();
      server.awaitShutdown();
    }
  }

  private boolean isEnded() throws InterruptedException {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, controller))) {
      admin.unregisterBroker(BrokerProperties.NODE_ID).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BrokerIdNotRegisteredException) {
        return true;
      }
      // A controller that has not read its log yet takes itself for one of an old version, and one
      // that is only just elected does not know that it is the active one.
      if (e.getCause() instanceof UnsupportedVersionException
          || e.getCause() instanceof RetriableException) {
        return false;
      }
      throw new EmbeddedServerException(
          "The embedded controller in " + dataDirectory + " refused", e);
    }
  }
}
