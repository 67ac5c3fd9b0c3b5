package dev.millrace.standalone.topics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/** Asks the cluster how far groups are. */
public final class LagReader {

  private static final Comparator<TopicPartition> BY_NAME =
      Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

  private final Admin admin;

  /**
   * @param admin client of the cluster; stays the caller's to close
   */
  public LagReader(Admin admin) {
    this.admin = admin;
  }

  /** Topics that groups read and that do not exist. */
  public List<String> missing(List<PipelineGroup> groups) {
    Set<String> missing = new TreeSet<>();
    groups.forEach(group -> missing.addAll(group.topics()));
    missing.removeAll(existing());
    return List.copyOf(missing);
  }

  /**
   * How far each group is in the topics it reads, whether it has committed there or not, and in all
   * others in which it has.
   *
   * @throws TopicAdministrationException if the cluster refuses
   */
  public List<GroupLag> of(List<PipelineGroup> groups) {
    Map<String, String> states = states();
    Map<String, Map<TopicPartition, Long>> committed =
        committed(groups.stream().map(PipelineGroup::id).filter(states::containsKey).toList());
    Map<String, Set<TopicPartition>> read = read(groups, committed, existing());
    Set<TopicPartition> all =
        read.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    Map<TopicPartition, Long> beginnings = offsets(all, OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = offsets(all, OffsetSpec.latest());
    List<GroupLag> lags = new ArrayList<>();
    for (PipelineGroup group : groups) {
      Map<TopicPartition, Long> reached = committed.getOrDefault(group.id(), Map.of());
      List<PartitionLag> partitions =
          read.getOrDefault(group.id(), Set.of()).stream()
              .sorted(BY_NAME)
              .map(
                  partition ->
                      new PartitionLag(
                          partition,
                          beginnings.getOrDefault(partition, 0L),
                          ends.getOrDefault(partition, 0L),
                          reached.get(partition)))
              .toList();
      String state = states.getOrDefault(group.id(), GroupLag.NEVER_SEEN);
      lags.add(new GroupLag(group, state, partitions));
    }
    return lags;
  }

  private Set<String> existing() {
    return TopicAdministration.get(admin.listTopics().names());
  }

  private Map<String, String> states() {
    return TopicAdministration.get(admin.listGroups(ListGroupsOptions.forConsumerGroups()).all())
        .stream()
        .collect(
            Collectors.toMap(
                GroupListing::groupId,
                group -> group.groupState().map(GroupState::toString).orElse("?")));
  }

  private Map<String, Map<TopicPartition, Long>> committed(List<String> groups) {
    Map<String, Map<TopicPartition, Long>> committed = new HashMap<>();
    if (groups.isEmpty()) {
      return committed;
    }
    Map<String, ListConsumerGroupOffsetsSpec> asked =
        groups.stream()
            .collect(Collectors.toMap(group -> group, group -> new ListConsumerGroupOffsetsSpec()));
    TopicAdministration.get(admin.listConsumerGroupOffsets(asked).all())
        .forEach((group, offsets) -> committed.put(group, known(offsets)));
    return committed;
  }

  private static Map<TopicPartition, Long> known(Map<TopicPartition, OffsetAndMetadata> offsets) {
    return offsets.entrySet().stream()
        .filter(entry -> Objects.nonNull(entry.getValue()))
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  /** Partitions of existing topics. */
  private Map<String, Set<TopicPartition>> read(
      List<PipelineGroup> groups,
      Map<String, Map<TopicPartition, Long>> committed,
      Set<String> existing) {
    Map<String, List<TopicPartition>> byTopic = partitions(groups, existing);
    Map<String, Set<TopicPartition>> read = new HashMap<>();
    for (PipelineGroup group : groups) {
      Set<TopicPartition> partitions = new HashSet<>();
      group.topics().forEach(topic -> partitions.addAll(byTopic.getOrDefault(topic, List.of())));
      committed.getOrDefault(group.id(), Map.of()).keySet().stream()
          .filter(partition -> existing.contains(partition.topic()))
          .forEach(partitions::add);
      read.put(group.id(), partitions);
    }
    return read;
  }

  private Map<String, List<TopicPartition>> partitions(
      List<PipelineGroup> groups, Set<String> existing) {
    Set<String> topics = new TreeSet<>();
    groups.forEach(group -> topics.addAll(group.topics()));
    topics.retainAll(existing);
    Map<String, List<TopicPartition>> partitions = new HashMap<>();
    TopicAdministration.get(admin.describeTopics(topics).allTopicNames())
        .forEach(
            (topic, description) ->
                partitions.put(
                    topic,
                    description.partitions().stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList()));
    return partitions;
  }

  private Map<TopicPartition, Long> offsets(
      Collection<TopicPartition> partitions, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    TopicAdministration.get(admin.listOffsets(asked).all())
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }
}
