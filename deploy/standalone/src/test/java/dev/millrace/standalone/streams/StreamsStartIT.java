package dev.millrace.standalone.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.TopicNames;
import dev.millrace.contract.TopicPlan;
import dev.millrace.contract.TopicPlans;
import dev.millrace.contract.TopicSettings;
import dev.millrace.contract.Topics;
import dev.millrace.contract.registry.InMemorySchemaRegistry;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.AvroSerdes;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.TestPlatform;
import dev.millrace.streams.StreamsApplication;
import dev.millrace.streams.StreamsSettings;
import dev.millrace.streams.StreamsStartException;
import dev.millrace.streams.StreamsState;
import dev.millrace.streams.TopologyName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PlatformExtension.class)
class StreamsStartIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void shouldNameTopicsWhenTheyAreMissing(TestPlatform platform, @TempDir Path state) {
    try (StreamsApplication streams = streams(platform, "missing.", state)) {
      assertThatThrownBy(streams::start)
          .isInstanceOf(StreamsStartException.class)
          .hasMessageContaining("missing.interactions, ")
          .hasMessageContaining("missing.interactions.dlq")
          .hasMessageContaining("millrace topics create");
    }
  }

  @Test
  void shouldSayWhatDiffersWhenPartitionsDo(TestPlatform platform, @TempDir Path state)
      throws Exception {
    createTopics(platform, "uneven.", Map.of("uneven.user-deletions", 3));

    try (StreamsApplication streams = streams(platform, "uneven.", state)) {
      assertThatThrownBy(streams::start)
          .isInstanceOf(StreamsStartException.class)
          .hasMessageContaining("uneven.interactions=2")
          .hasMessageContaining("uneven.user-deletions=3");
    }
  }

  @Test
  void shouldRunAllTopologiesUntilClosed(TestPlatform platform, @TempDir Path state)
      throws Exception {
    createTopics(platform, "even.", Map.of());

    StreamsApplication streams = streams(platform, "even.", state);
    streams.start();

    assertThat(streams.awaitRunning(PATIENCE)).isTrue();
    assertThat(streams.lag())
        .containsOnlyKeys("sequences", "transitions", "popularity", "prequential");
    assertThat(streams.close(PATIENCE)).isTrue();
    assertThat(streams.awaitTermination()).isEqualTo(new StreamsState.Stopped());
  }

  @Test
  void shouldLeaveGroupWhenMemberHasNoName(TestPlatform platform, @TempDir Path state)
      throws Exception {
    createTopics(platform, "nameless.", Map.of());

    runAndClose(streams(platform, "nameless.", state));

    assertThat(members(platform, "nameless.millrace-sequences")).isEmpty();
  }

  @Test
  void shouldKeepTasksOverRestartWhenMemberIsStatic(TestPlatform platform, @TempDir Path state)
      throws Exception {
    createTopics(platform, "named.", Map.of());
    Map<String, String> named = Map.of("group.instance.id", "host-1");

    runAndClose(streams(platform, "named.", state, named));
    Map<String, Set<TopicPartition>> before = members(platform, "named.millrace-sequences");
    runAndClose(streams(platform, "named.", state, named));

    assertThat(before.keySet()).isNotEmpty().allMatch(name -> name.startsWith("host-1"));
    assertThat(before.values()).allMatch(assigned -> !assigned.isEmpty());
    assertThat(members(platform, "named.millrace-sequences")).isEqualTo(before);
  }

  private static void runAndClose(StreamsApplication streams) throws InterruptedException {
    streams.start();
    assertThat(streams.awaitRunning(PATIENCE)).isTrue();
    assertThat(streams.close(PATIENCE)).isTrue();
  }

  /** What each member of a group is assigned, by the member's own name or else its id. */
  private static Map<String, Set<TopicPartition>> members(TestPlatform platform, String group)
      throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", platform.bootstrapServers()))) {
      return admin
          .describeConsumerGroups(List.of(group))
          .describedGroups()
          .values()
          .iterator()
          .next()
          .get()
          .members()
          .stream()
          .collect(
              Collectors.toMap(
                  member -> member.groupInstanceId().orElse(member.consumerId()),
                  member -> member.assignment().topicPartitions()));
    }
  }

  private static StreamsApplication streams(TestPlatform platform, String prefix, Path state) {
    return streams(platform, prefix, state, Map.of());
  }

  private static StreamsApplication streams(
      TestPlatform platform, String prefix, Path state, Map<String, String> kafka) {
    Map<String, String> properties = new HashMap<>(kafka);
    properties.put("bootstrap.servers", platform.bootstrapServers());
    StreamsSettings settings =
        StreamsSettings.defaults(state, properties).withPrefix(prefix + "millrace");
    Topics topics =
        Topics.of(
            TopicNames.withPrefix(prefix),
            new AvroSerdes(new InMemorySchemaRegistry(), AvroSerdeSettings.defaults()));
    return new StreamsApplication(settings, topics, EnumSet.allOf(TopologyName.class));
  }

  private static void createTopics(
      TestPlatform platform, String prefix, Map<String, Integer> otherPartitions) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", platform.bootstrapServers()))) {
      admin
          .createTopics(
              TopicPlans.of(
                      TopicNames.withPrefix(prefix), new TopicSettings(2, 2, Duration.ofDays(1)))
                  .stream()
                  .map(plan -> newTopic(plan, otherPartitions))
                  .toList())
          .all()
          .get();
    }
  }

  private static NewTopic newTopic(TopicPlan plan, Map<String, Integer> otherPartitions) {
    int partitions = otherPartitions.getOrDefault(plan.name(), plan.partitions());
    return new NewTopic(plan.name(), partitions, (short) 1).configs(plan.config());
  }
}
