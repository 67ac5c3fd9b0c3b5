package dev.millrace.standalone.bench;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far consumer groups have committed, asked from the broker. */
public final class GroupProgress {

  /** The commit marker at the end of a transaction takes an offset that no consumer commits. */
  private static final long TRAILING_MARKER = 1;

  private final Admin admin;

  /**
   * @param admin stays the caller's
   */
  public GroupProgress(Admin admin) {
    this.admin = admin;
  }

  /** Sum of the offsets that a group has committed in one topic. */
  public long committed(String group, String topic) {
    return committedOffsets(group).entrySet().stream()
        .filter(entry -> entry.getKey().topic().equals(topic))
        .mapToLong(entry -> entry.getValue().offset())
        .sum();
  }

  /** True when each group has committed something and no partition of it has a record left. */
  public boolean caughtUp(Collection<String> groups) {
    return groups.stream().allMatch(this::caughtUp);
  }

  private boolean caughtUp(String group) {
    Map<TopicPartition, OffsetAndMetadata> committed = committedOffsets(group);
    if (committed.isEmpty()) {
      return false;
    }
    return endOffsets(committed.keySet()).entrySet().stream()
        .allMatch(
            end -> {
              OffsetAndMetadata reached = committed.get(end.getKey());
              return reached != null
                  && end.getValue().offset() - reached.offset() <= TRAILING_MARKER;
            });
  }

  private Map<TopicPartition, OffsetAndMetadata> committedOffsets(String group) {
    return get(() -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get());
  }

  private Map<TopicPartition, ListOffsetsResultInfo> endOffsets(
      Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest =
        List.copyOf(partitions).stream()
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    return get(() -> admin.listOffsets(latest).all().get());
  }

  /** An answer of the broker that is waited for. */
  @FunctionalInterface
  private interface Answer<T> {
    T await() throws ExecutionException, InterruptedException;
  }

  private static <T> T get(Answer<T> answer) {
    try {
      return answer.await();
    } catch (ExecutionException e) {
      throw new BenchmarkException("The broker did not tell how far the groups are", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Interrupted while asking how far the groups are", e);
    }
  }
}
