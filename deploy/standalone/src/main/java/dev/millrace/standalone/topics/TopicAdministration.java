package dev.millrace.standalone.topics;

import dev.millrace.contract.TopicPlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates and describes topics; asking twice for the same changes nothing. */
public final class TopicAdministration {

  private static final Duration LEADER_LIMIT = Duration.ofSeconds(60);
  private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

  private final Admin admin;

  /**
   * @param admin client of the cluster; stays the caller's to close
   */
  public TopicAdministration(Admin admin) {
    this.admin = admin;
  }

  /**
   * Creates the topics that are missing; leaves existing ones as they are. Returns when the leaders
   * of new partitions answer: an idempotent producer whose first batch meets a leader that is not
   * ready, and whose second one does not, can never write to the partition again.
   *
   * @param replication replicas of every partition, -1 for the cluster's default
   * @return those that were created
   * @throws TopicAdministrationException if the cluster refuses
   */
  public List<TopicPlan> create(List<TopicPlan> plans, int replication) {
    Set<String> created = new HashSet<>();
    admin
        .createTopics(plans.stream().map(plan -> newTopic(plan, replication)).toList())
        .values()
        .forEach(
            (topic, result) ->
                unless(TopicExistsException.class, result.thenApply(nothing -> topic))
                    .ifPresent(created::add));
    List<TopicPlan> fresh = plans.stream().filter(plan -> created.contains(plan.name())).toList();
    awaitLeaders(fresh.stream().collect(Collectors.toMap(TopicPlan::name, TopicPlan::partitions)));
    return fresh;
  }

  /**
   * Looks up how planned topics are.
   *
   * @throws TopicAdministrationException if the cluster refuses
   */
  public List<TopicStatus> describe(List<TopicPlan> plans) {
    Map<String, Integer> partitions = new HashMap<>();
    admin
        .describeTopics(plans.stream().map(TopicPlan::name).toList())
        .topicNameValues()
        .forEach(
            (topic, result) ->
                unless(UnknownTopicOrPartitionException.class, result)
                    .ifPresent(found -> partitions.put(topic, found.partitions().size())));
    Map<String, String> policies = cleanupPolicies(partitions.keySet());
    Map<String, Long> ends = endOffsets(partitions);
    return plans.stream()
        .map(
            plan ->
                new TopicStatus(
                    plan,
                    partitions.getOrDefault(plan.name(), 0),
                    policies.getOrDefault(plan.name(), ""),
                    ends.getOrDefault(plan.name(), 0L)))
        .toList();
  }

  private Map<String, String> cleanupPolicies(Set<String> topics) {
    List<ConfigResource> resources =
        topics.stream().map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic)).toList();
    Map<String, String> policies = new HashMap<>();
    get(admin.describeConfigs(resources).all())
        .forEach(
            (resource, config) ->
                policies.put(
                    resource.name(), config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value()));
    return policies;
  }

  /** Only a leader tells where a partition ends; until the brokers know of it, nobody does. */
  private void awaitLeaders(Map<String, Integer> partitions) {
    long deadline = System.nanoTime() + LEADER_LIMIT.toNanos();
    while (true) {
      try {
        endOffsets(partitions);
        return;
      } catch (TopicAdministrationException e) {
        if (!(e.getCause() instanceof RetriableException) || System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  private Map<String, Long> endOffsets(Map<String, Integer> partitions) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions.forEach(
        (topic, count) ->
            IntStream.range(0, count)
                .forEach(i -> latest.put(new TopicPartition(topic, i), OffsetSpec.latest())));
    Map<String, Long> ends = new HashMap<>();
    get(admin.listOffsets(latest).all())
        .forEach((partition, end) -> ends.merge(partition.topic(), end.offset(), Long::sum));
    return ends;
  }

  private static NewTopic newTopic(TopicPlan plan, int replication) {
    return new NewTopic(
            plan.name(),
            Optional.of(plan.partitions()),
            replication == -1 ? Optional.empty() : Optional.of((short) replication))
        .configs(plan.config());
  }

  /** The result, or empty when it failed as expected. */
  private static <T> Optional<T> unless(
      Class<? extends Throwable> expected, KafkaFuture<T> future) {
    try {
      return Optional.of(get(future));
    } catch (TopicAdministrationException e) {
      if (expected.isInstance(e.getCause())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Waits for an answer.
   *
   * @throws TopicAdministrationException if the cluster refuses
   */
  public static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new TopicAdministrationException("The cluster refused", e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
