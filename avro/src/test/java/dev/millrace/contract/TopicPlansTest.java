package dev.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.registry.InMemorySchemaRegistry;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.AvroSerdes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

class TopicPlansTest {

  private static final TopicNames NAMES = TopicNames.withPrefix("shop.");
  private static final TopicSettings SETTINGS = new TopicSettings(6, 3, Duration.ofDays(10));

  private final Map<String, TopicPlan> plans =
      TopicPlans.of(NAMES, SETTINGS).stream()
          .collect(Collectors.toMap(TopicPlan::name, Function.identity()));

  @Test
  void shouldPlanEveryTopicOnce() {
    Topics topics =
        Topics.of(
            NAMES, new AvroSerdes(new InMemorySchemaRegistry(), AvroSerdeSettings.defaults()));

    assertThat(plans).hasSize(TopicPlans.of(NAMES, SETTINGS).size());
    assertThat(plans.keySet()).containsAll(topics.all().stream().map(Topic::name).toList());
    assertThat(plans.values()).allSatisfy(plan -> assertThat(plan.description()).endsWith("."));
  }

  @Test
  void shouldGiveTopicsThatAreJoinedTheSamePartitions() {
    List<String> keyedByUser =
        List.of(
            NAMES.interactions(),
            NAMES.userSequences(),
            NAMES.acceptedInteractions(),
            NAMES.trainingExamples(),
            NAMES.recommendations(),
            NAMES.recommendationRequests(),
            NAMES.userDeletions());
    List<String> keyedByItem =
        List.of(NAMES.items(), NAMES.itemTransitions(), NAMES.itemPopularity());

    assertThat(keyedByUser).allSatisfy(name -> assertThat(plan(name).partitions()).isEqualTo(6));
    assertThat(keyedByItem).allSatisfy(name -> assertThat(plan(name).partitions()).isEqualTo(3));
    assertThat(plan(NAMES.onlineMetrics()).partitions()).isEqualTo(1);
    assertThat(plan(NAMES.checkpoints()).partitions()).isEqualTo(1);
  }

  @Test
  void shouldStampWhatOthersWriteWithItsArrival() {
    Set<String> stamped =
        plans.values().stream()
            .filter(plan -> !plan.name().endsWith(".dlq"))
            .filter(
                plan ->
                    "LogAppendTime"
                        .equals(plan.config().get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)))
            .map(TopicPlan::name)
            .collect(Collectors.toSet());

    assertThat(stamped)
        .containsExactlyInAnyOrder(
            NAMES.interactions(), NAMES.recommendationRequests(), NAMES.userDeletions());
  }

  @Test
  void shouldCompactWhatIsTheNewestPerKey() {
    assertThat(plan(NAMES.items()).config()).containsEntry("cleanup.policy", "compact");
    assertThat(plan(NAMES.userSequences()).config())
        .containsEntry("cleanup.policy", "compact")
        .containsEntry("max.compaction.lag.ms", "86400000")
        .doesNotContainKey("retention.ms");
    assertThat(plan(NAMES.checkpoints()).config()).containsEntry("cleanup.policy", "compact");
    assertThat(plan(NAMES.recommendations()).config())
        .containsEntry("cleanup.policy", "compact,delete");
  }

  @Test
  void shouldKeepDeletionsLongerThanTheInteractionsTheyForget() {
    assertThat(retention(NAMES.interactions())).isEqualTo(Duration.ofDays(10));
    assertThat(retention(NAMES.userDeletions())).isGreaterThan(retention(NAMES.interactions()));
  }

  @Test
  void shouldPlanDeadLetterTopicsThatEndSomeDay() {
    List<TopicPlan> deadLetters =
        plans.values().stream().filter(plan -> plan.name().endsWith(".dlq")).toList();

    assertThat(deadLetters)
        .hasSize(10)
        .allSatisfy(
            plan ->
                assertThat(plan.config())
                    .containsEntry("cleanup.policy", "delete")
                    .containsEntry("message.timestamp.type", "LogAppendTime")
                    .containsKey("retention.ms"));
  }

  @Test
  void shouldLetOverridesWin() {
    TopicPlan plan =
        plan(NAMES.items()).with(Map.of("cleanup.policy", "delete", "min.insync.replicas", "2"));

    assertThat(plan.config())
        .containsEntry("cleanup.policy", "delete")
        .containsEntry("min.insync.replicas", "2")
        .containsKey("max.compaction.lag.ms");
  }

  @Test
  void shouldRejectSettingsOutOfRange() {
    assertThatThrownBy(() -> new TopicSettings(0, 1, Duration.ofDays(1)))
        .hasMessage("partitions must be at least 1, but found 0");
    assertThatThrownBy(() -> new TopicSettings(1, -1, Duration.ofDays(1)))
        .hasMessage("itemPartitions must be at least 1, but found -1");
    assertThatThrownBy(() -> new TopicSettings(1, 1, Duration.ZERO))
        .hasMessageContaining("interactionRetention");
  }

  private TopicPlan plan(String name) {
    return Objects.requireNonNull(plans.get(name), name);
  }

  private Duration retention(String name) {
    return Duration.ofMillis(Long.parseLong(plan(name).config().getOrDefault("retention.ms", "")));
  }
}
