package dev.millrace.serving.dashboard;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** What the page asks the cluster. */
final class ClusterView {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Admin admin;

  /**
   * @param admin stays the caller's
   */
  ClusterView(Admin admin) {
    this.admin = admin;
  }

  /** Partitions of those of some topics that exist. */
  List<TopicPartition> partitions(Collection<String> topics) {
    List<String> existing =
        answer(admin.listTopics().names()).stream().filter(topics::contains).toList();
    return answer(admin.describeTopics(existing).allTopicNames()).values().stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(info -> new TopicPartition(topic.name(), info.partition())))
        .toList();
  }

  /** What groups whose names begin in some way have committed. */
  Map<String, Map<TopicPartition, Long>> committed(String prefix) {
    Map<String, ListConsumerGroupOffsetsSpec> asked =
        answer(admin.listGroups(ListGroupsOptions.forConsumerGroups()).all()).stream()
            .map(GroupListing::groupId)
            .filter(id -> id.startsWith(prefix))
            .collect(Collectors.toMap(id -> id, id -> new ListConsumerGroupOffsetsSpec()));
    Map<String, Map<TopicPartition, Long>> committed = new HashMap<>();
    if (!asked.isEmpty()) {
      answer(admin.listConsumerGroupOffsets(asked).all())
          .forEach((group, offsets) -> committed.put(group, known(offsets)));
    }
    return committed;
  }

  private static Map<TopicPartition, Long> known(Map<TopicPartition, OffsetAndMetadata> offsets) {
    Map<TopicPartition, Long> known = new HashMap<>();
    offsets.forEach(
        (partition, offset) -> {
          if (offset != null) {
            known.put(partition, offset.offset());
          }
        });
    return known;
  }

  /** Where partitions end. */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest =
        partitions.stream().distinct().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    answer(admin.listOffsets(latest).all())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    } catch (ExecutionException | TimeoutException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw new KafkaException("The cluster does not answer: " + cause, cause);
    }
  }
}
