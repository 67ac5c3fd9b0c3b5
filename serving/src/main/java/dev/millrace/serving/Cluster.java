package dev.millrace.serving;

import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** What serving asks the cluster about its topics. */
final class Cluster {

  private final Admin admin;
  private final Topics topics;
  private final Patience patience;

  Cluster(Admin admin, Topics topics, Patience patience) {
    this.admin = admin;
    this.topics = topics;
    this.patience = patience;
  }

  /**
   * Makes sure that every topic is there.
   *
   * @return number of partitions of the topics keyed by user
   * @throws MissingTopicsException if one is missing or their partitions differ in number
   */
  int requireTopics() {
    Set<String> existing =
        patience.untilAnswered("list topics", () -> answer(admin.listTopics().names()));
    Set<String> missing = new TreeSet<>(needed());
    missing.removeAll(existing);
    if (!missing.isEmpty()) {
      throw new MissingTopicsException(
          "Serving needs topics that do not exist: " + String.join(", ", missing));
    }
    return requireCoPartitioned();
  }

  /** Where partitions end, transactions that are still open included. */
  Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    ListOffsetsOptions uncommittedToo = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, ListOffsetsResultInfo> found =
        patience.untilAnswered(
            "find ends", () -> answer(admin.listOffsets(latest, uncommittedToo).all()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    found.forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private Set<String> needed() {
    Set<String> needed = new HashSet<>();
    for (Topic<?, ?> read : consumed()) {
      needed.add(read.name());
      needed.add(read.deadLetterName());
    }
    needed.add(topics.recommendations().name());
    return needed;
  }

  private List<Topic<?, ?>> consumed() {
    return List.of(
        topics.items(),
        topics.itemTransitions(),
        topics.itemPopularity(),
        topics.userSequences(),
        topics.recommendationRequests());
  }

  private int requireCoPartitioned() {
    List<String> keyedByUser =
        List.of(
            topics.userSequences().name(),
            topics.recommendationRequests().name(),
            topics.recommendations().name());
    Map<String, Integer> counts = new TreeMap<>();
    patience
        .untilAnswered(
            "describe topics", () -> answer(admin.describeTopics(keyedByUser).allTopicNames()))
        .forEach((name, found) -> counts.put(name, found.partitions().size()));
    List<Integer> distinct = new ArrayList<>(new TreeSet<>(counts.values()));
    if (distinct.size() != 1) {
      throw new MissingTopicsException(
          "Topics keyed by user have equal numbers of partitions, but were: " + counts);
    }
    return distinct.get(0);
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof KafkaException known
          ? known
          : new KafkaException(failed.getCause());
    }
  }
}
