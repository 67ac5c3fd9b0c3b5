package dev.millrace.serving.dashboard;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Looks at topics and groups, again and again. Belongs to one thread. */
final class PipelineProbe {

  private final ClusterView cluster;
  private final Map<String, String> nameOfRole;
  private final String groups;
  private final Clock clock;
  private final Rates topicRates = new Rates();
  private final Rates groupRates = new Rates();
  private List<TopicPartition> partitions = List.of();
  private PipelineSnapshot latest = PipelineSnapshot.unknown();

  /**
   * @param nameOfRole topics by what they are for, in the order of the data flow
   * @param groups how the names of the pipeline's consumer groups begin
   */
  PipelineProbe(ClusterView cluster, Map<String, String> nameOfRole, String groups, Clock clock) {
    this.cluster = cluster;
    this.nameOfRole = nameOfRole;
    this.groups = groups;
    this.clock = clock;
  }

  /** The pipeline now, or as it was when the cluster last answered, with the problem. */
  PipelineSnapshot look() {
    try {
      latest = ask();
    } catch (KafkaException unavailable) {
      latest = latest.but(String.valueOf(unavailable.getMessage()));
    }
    return latest;
  }

  private PipelineSnapshot ask() {
    if (partitions.isEmpty()) {
      partitions = cluster.partitions(nameOfRole.values());
    }
    Map<String, Map<TopicPartition, Long>> committed = cluster.committed(groups);
    List<TopicPartition> all = new ArrayList<>(partitions);
    committed.values().forEach(offsets -> all.addAll(offsets.keySet()));
    Map<TopicPartition, Long> ends = cluster.ends(all);
    note(committed, ends);
    return new PipelineSnapshot(clock.millis(), "", topics(ends), groups(committed, ends));
  }

  private void note(
      Map<String, Map<TopicPartition, Long>> committed, Map<TopicPartition, Long> ends) {
    long now = System.nanoTime();
    Map<String, Long> byTopic = new HashMap<>();
    partitions.forEach(
        partition -> byTopic.merge(partition.topic(), ends.getOrDefault(partition, 0L), Long::sum));
    topicRates.note(now, byTopic);
    Map<String, Long> byGroup = new HashMap<>();
    committed.forEach((group, offsets) -> byGroup.put(group, sum(offsets.values())));
    groupRates.note(now, byGroup);
  }

  private List<PipelineSnapshot.TopicState> topics(Map<TopicPartition, Long> ends) {
    List<PipelineSnapshot.TopicState> states = new ArrayList<>();
    nameOfRole.forEach(
        (role, name) -> {
          long offsets =
              partitions.stream()
                  .filter(partition -> partition.topic().equals(name))
                  .mapToLong(partition -> ends.getOrDefault(partition, 0L))
                  .sum();
          states.add(new PipelineSnapshot.TopicState(role, name, offsets, topicRates.of(name)));
        });
    return states;
  }

  private List<PipelineSnapshot.GroupState> groups(
      Map<String, Map<TopicPartition, Long>> committed, Map<TopicPartition, Long> ends) {
    List<PipelineSnapshot.GroupState> states = new ArrayList<>();
    new TreeMap<>(committed)
        .forEach(
            (group, offsets) ->
                states.add(
                    new PipelineSnapshot.GroupState(
                        group, lag(offsets, ends), groupRates.of(group))));
    return states;
  }

  private static long lag(Map<TopicPartition, Long> offsets, Map<TopicPartition, Long> ends) {
    return offsets.entrySet().stream()
        .mapToLong(next -> ends.getOrDefault(next.getKey(), next.getValue()) - next.getValue())
        .map(behind -> Math.max(0, behind))
        .sum();
  }

  private static long sum(Collection<Long> values) {
    return values.stream().mapToLong(Long::longValue).sum();
  }
}
