package dev.millrace.streams;

import dev.millrace.contract.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says at the start what Kafka Streams would say late and less clearly: topics that do not fit. */
final class TopicCheck {

  private static final int ATTEMPTS = 20;
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(TopicCheck.class);

  private final RequiredTopics required;
  private final Duration patience;

  /**
   * @param patience how long a broker that does not answer is asked again: it may be starting too
   */
  TopicCheck(RequiredTopics required, Duration patience) {
    this.required = required;
    this.patience = patience;
  }

  /**
   * @param clientProperties how to reach the broker
   * @throws StreamsStartException if topics are missing or have different numbers of partitions, or
   *     the broker cannot be asked
   */
  void check(Properties clientProperties) {
    try (Admin admin = Admin.create(clientProperties)) {
      String address = clientProperties.getProperty("bootstrap.servers", "nowhere");
      Map<String, Integer> partitions = awaitBroker(admin, address);
      requireAll(partitions);
      requireSamePartitions(partitions);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StreamsStartException("Interrupted while asking for topics", interrupted);
    }
  }

  private Map<String, Integer> awaitBroker(Admin admin, String address)
      throws InterruptedException {
    long start = System.nanoTime();
    while (true) {
      try {
        return awaitTopics(admin);
      } catch (ExecutionException | TimeoutException trouble) {
        if (!mayPass(trouble) || System.nanoTime() - start > patience.toNanos()) {
          throw new StreamsStartException(
              "Cannot ask the broker for its topics; is it running at %s?".formatted(address),
              trouble);
        }
        LOG.warn("Waiting for the broker. address={} at-most={}", address, patience);
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  /** What time may mend; a wrong password it will not. */
  private static boolean mayPass(Exception trouble) {
    return trouble instanceof TimeoutException || trouble.getCause() instanceof RetriableException;
  }

  /** Topics just created take a moment until every broker knows them. */
  private Map<String, Integer> awaitTopics(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<String, Integer> partitions = partitions(admin);
    for (int attempt = 1; attempt < ATTEMPTS && lacksTopics(partitions); attempt++) {
      Thread.sleep(PAUSE.toMillis());
      partitions = partitions(admin);
    }
    return partitions;
  }

  private boolean lacksTopics(Map<String, Integer> partitions) {
    return !partitions.keySet().containsAll(required.names());
  }

  private Map<String, Integer> partitions(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    Set<String> names = new TreeSet<>(required.names());
    Map<String, Integer> partitions = new HashMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> answer :
        admin.describeTopics(names).topicNameValues().entrySet()) {
      try {
        TopicDescription description =
            answer.getValue().get(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        partitions.put(answer.getKey(), description.partitions().size());
      } catch (ExecutionException failure) {
        if (!(failure.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw failure;
        }
      }
    }
    return partitions;
  }

  private void requireAll(Map<String, Integer> partitions) {
    Set<String> missing = new TreeSet<>(required.names());
    missing.removeAll(partitions.keySet());
    if (!missing.isEmpty()) {
      throw new StreamsStartException(
          "Topics are missing: "
              + String.join(", ", missing)
              + ". Create them with: millrace topics create");
    }
  }

  private void requireSamePartitions(Map<String, Integer> partitions) {
    Map<String, Integer> byUser =
        required.byUser().stream()
            .map(Topic::name)
            .filter(partitions::containsKey)
            .collect(
                Collectors.toMap(name -> name, partitions::get, (one, other) -> one, TreeMap::new));
    if (Set.copyOf(byUser.values()).size() > 1) {
      throw new StreamsStartException(
          "Topics keyed by user must have the same number of partitions, but found " + byUser);
    }
  }
}
