package dev.millrace.standalone.doctor;

import dev.millrace.contract.TopicPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * Whether the topics of the configuration are there, partitioned, replicated and kept as planned.
 *
 * @param admin with the user's credentials; stays the caller's
 * @param plans how topics should be
 * @param keyedByUser those that must have the same number of partitions
 */
public record TopicExamination(Admin admin, List<TopicPlan> plans, Set<String> keyedByUser)
    implements Examination {

  private static final String SUBJECT = "topics";

  public TopicExamination {
    plans = List.copyOf(plans);
    keyedByUser = Set.copyOf(keyedByUser);
  }

  @Override
  public List<Finding> findings() {
    try {
      return findings(PlannedTopics.read(admin, plans));
    } catch (KafkaException e) {
      return List.of(
          Finding.error(
              SUBJECT, "cannot be described: " + Causes.of(e), "look at the brokers' logs"));
    }
  }

  private List<Finding> findings(PlannedTopics topics) {
    List<Finding> findings = new ArrayList<>();
    presence(topics, findings);
    coPartitioning(topics, findings);
    for (TopicPlan plan : plans) {
      TopicDescription topic = topics.there().get(plan.name());
      if (topic != null) {
        partitions(plan, topic, findings);
        replicas(topic, findings);
      }
    }
    findings.addAll(new PolicyExamination(topics).findings());
    return findings;
  }

  private void presence(PlannedTopics topics, List<Finding> findings) {
    Set<String> missing = new TreeSet<>();
    plans.forEach(plan -> missing.add(plan.name()));
    missing.removeAll(topics.there().keySet());
    missing.removeAll(topics.hidden());
    for (String name : missing) {
      findings.add(
          Finding.error("topic " + name, "is missing", "create it: millrace topics create"));
    }
    if (!topics.hidden().isEmpty()) {
      findings.add(
          Finding.warning(
              SUBJECT,
              "this user may not describe, or not the configuration of, "
                  + String.join(", ", new TreeSet<>(topics.hidden())),
              "run `millrace doctor` as a user with the ACLs of admin to examine these too"));
    }
    if (missing.isEmpty() && topics.hidden().isEmpty()) {
      findings.add(Finding.ok(SUBJECT, "all %d are there".formatted(plans.size())));
    }
  }

  private void coPartitioning(PlannedTopics topics, List<Finding> findings) {
    Map<String, Integer> partitions = new TreeMap<>();
    topics.there().values().stream()
        .filter(topic -> keyedByUser.contains(topic.name()))
        .forEach(topic -> partitions.put(topic.name(), topic.partitions().size()));
    if (Set.copyOf(partitions.values()).size() > 1) {
      findings.add(
          Finding.error(
              "co-partitioning",
              "topics keyed by user must have the same number of partitions: " + partitions,
              "create those that differ anew, or add partitions before the first record"));
    }
  }

  private static void partitions(TopicPlan plan, TopicDescription topic, List<Finding> findings) {
    if (topic.partitions().size() != plan.partitions()) {
      findings.add(
          Finding.warning(
              "topic " + plan.name(),
              "has %d partitions, configured are %d"
                  .formatted(topic.partitions().size(), plan.partitions()),
              "set topics.partitions or topics.item-partitions to what there is"));
    }
  }

  private static void replicas(TopicDescription topic, List<Finding> findings) {
    String subject = "topic " + topic.name();
    List<Integer> leaderless = new ArrayList<>();
    List<Integer> behind = new ArrayList<>();
    for (TopicPartitionInfo partition : topic.partitions()) {
      if (partition.leader() == null || partition.leader().isEmpty()) {
        leaderless.add(partition.partition());
      } else if (partition.isr().size() < partition.replicas().size()) {
        behind.add(partition.partition());
      }
    }
    if (!leaderless.isEmpty()) {
      findings.add(
          Finding.error(
              subject, "nobody leads partitions " + leaderless, "bring their brokers back"));
    }
    if (!behind.isEmpty()) {
      findings.add(
          Finding.warning(
              subject, "replicas of partitions %s lag".formatted(behind), "see to their brokers"));
    }
  }
}
