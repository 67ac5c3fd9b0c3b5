package dev.millrace.standalone.doctor;

import dev.millrace.contract.TopicPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Whether topics are kept, compacted and stamped as planned, and how many replicas a write takes.
 */
record PolicyExamination(PlannedTopics topics) implements Examination {

  @Override
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (TopicPlan plan : topics.plans()) {
      Config config = topics.configs().get(plan.name());
      TopicDescription topic = topics.there().get(plan.name());
      if (config != null && topic != null) {
        policies(plan, config, findings);
        inSync(topic, config, findings);
      }
    }
    if (findings.isEmpty() && !topics.configs().isEmpty()) {
      findings.add(
          Finding.ok(
              "policies",
              "cleanup, retention, compaction and stamps of %d topics are as planned"
                  .formatted(topics.configs().size())));
    }
    return findings;
  }

  private static void policies(TopicPlan plan, Config config, List<Finding> findings) {
    Map<String, String> different = new TreeMap<>();
    plan.config()
        .forEach(
            (key, planned) -> {
              if (!words(planned).equals(words(value(config, key)))) {
                different.put(key, planned);
              }
            });
    if (different.isEmpty()) {
      return;
    }
    findings.add(
        new Finding(
            different.containsKey(TopicConfig.CLEANUP_POLICY_CONFIG)
                ? Severity.ERROR
                : Severity.WARNING,
            "topic " + plan.name(),
            different.entrySet().stream()
                .map(
                    entry ->
                        "%s is %s, planned is %s"
                            .formatted(
                                entry.getKey(), value(config, entry.getKey()), entry.getValue()))
                .collect(Collectors.joining("; ")),
            "change it: kafka-configs.sh --alter --entity-type topics --entity-name %s --add-config '%s'"
                .formatted(plan.name(), assignments(different))));
  }

  private static void inSync(TopicDescription topic, Config config, List<Finding> findings) {
    String text = value(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
    int replicas =
        topic.partitions().stream().mapToInt(one -> one.replicas().size()).min().orElse(0);
    int needed = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 1;
    String found = "a write takes %d of %d replicas".formatted(needed, replicas);
    String advice = "set min.insync.replicas to one less than the replicas";
    if (needed > replicas) {
      findings.add(Finding.error("topic " + topic.name(), found + ": none succeeds", advice));
    } else if (needed == replicas && replicas > 1) {
      findings.add(
          Finding.warning(
              "topic " + topic.name(), found + ": none succeeds while a broker restarts", advice));
    } else if (needed == 1 && replicas > 2) {
      findings.add(
          Finding.warning(
              "topic " + topic.name(), found + ": it may be lost with that one", advice));
    }
  }

  private static String value(Config config, String key) {
    ConfigEntry entry = config.get(key);
    return entry == null || entry.value() == null ? "not set" : entry.value();
  }

  /** Lists are equal in any order. */
  private static Set<String> words(String list) {
    return Set.of(list.split(","));
  }

  /** Kafka's tool takes lists in brackets. */
  private static String assignments(Map<String, String> config) {
    return config.entrySet().stream()
        .map(
            entry ->
                entry.getKey()
                    + "="
                    + (entry.getValue().contains(",")
                        ? "[" + entry.getValue() + "]"
                        : entry.getValue()))
        .collect(Collectors.joining(","));
  }
}
