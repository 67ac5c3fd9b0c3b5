package dev.millrace.standalone.doctor;

import dev.millrace.contract.TopicPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics of the configuration as they are on the cluster.
 *
 * @param plans as they should be
 * @param there those that exist and may be seen
 * @param configs of those whose configuration may be seen
 * @param hidden those that this user may not see, or the configuration of which
 */
record PlannedTopics(
    List<TopicPlan> plans,
    Map<String, TopicDescription> there,
    Map<String, Config> configs,
    Set<String> hidden) {

  PlannedTopics {
    plans = List.copyOf(plans);
    there = Map.copyOf(there);
    configs = Map.copyOf(configs);
    hidden = Set.copyOf(hidden);
  }

  /**
   * Asks the brokers.
   *
   * @throws org.apache.kafka.common.KafkaException if they do not answer
   */
  static PlannedTopics read(Admin admin, List<TopicPlan> plans) {
    Set<String> hidden = new TreeSet<>();
    Map<String, TopicDescription> there =
        visible(
            admin.describeTopics(plans.stream().map(TopicPlan::name).toList()).topicNameValues(),
            hidden);
    Map<String, KafkaFuture<Config>> asked = new HashMap<>();
    admin
        .describeConfigs(
            there.keySet().stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList())
        .values()
        .forEach((resource, config) -> asked.put(resource.name(), config));
    Map<String, Config> configs = visible(asked, hidden);
    return new PlannedTopics(plans, there, configs, hidden);
  }

  private static <T> Map<String, T> visible(Map<String, KafkaFuture<T>> asked, Set<String> hidden) {
    Map<String, T> visible = new HashMap<>();
    asked.forEach(
        (name, answer) -> {
          try {
            visible.put(name, Answers.of(answer));
          } catch (TopicAuthorizationException e) {
            hidden.add(name);
          } catch (UnknownTopicOrPartitionException e) {
            // It is missing.
          }
        });
    return visible;
  }
}
