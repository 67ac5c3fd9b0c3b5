package dev.millrace.trainer.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Properties of the trainer's Kafka clients. What the guarantees rest on wins over the user's
 * {@code kafka} settings, and those win over the defaults.
 *
 * @param groupId consumer group and transactional id of the model's trainers
 * @param instanceId of this process in the group
 * @param kafka what the user set, addresses among it
 */
public record ClientProperties(String groupId, String instanceId, Map<String, String> kafka) {

  /** Copies the map. */
  public ClientProperties {
    kafka = Map.copyOf(kafka);
  }

  /** The consumer that says which of the group's processes trains. */
  Map<String, Object> lease() {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000");
    // Between two polls there is a step, or a checkpoint that is uploaded.
    properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, "900000");
    properties.putAll(kafka);
    properties.putAll(reading("lease"));
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    // A restarted process takes its place back at once, and a second one of the same id is fenced.
    properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId);
    // Who trains goes on doing so when others come.
    properties.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    return properties;
  }

  /** A consumer of partitions that it is told, outside any group. */
  Map<String, Object> reader(String role) {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    properties.putAll(reading(role));
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return properties;
  }

  /** The transactional producer; a process that begins with it ends what others of its id do. */
  Map<String, Object> producer() {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.putAll(kafka);
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, groupId);
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId("producer"));
    return properties;
  }

  private Map<String, Object> reading(String role) {
    return Map.of(
        CommonClientConfigs.CLIENT_ID_CONFIG,
        clientId(role),
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        "false",
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed");
  }

  private String clientId(String role) {
    return groupId + "-" + instanceId + "-" + role;
  }
}
