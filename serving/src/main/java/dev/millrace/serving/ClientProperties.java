package dev.millrace.serving;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Properties of serving's Kafka clients. What the guarantees rest on wins over the user's {@code
 * kafka} settings, and those win over the defaults.
 */
record ClientProperties(ServingSettings settings) {

  private static final String READ_COMMITTED = "read_committed";
  private static final String MAX_BLOCK_MILLIS = "5000";

  /**
   * The first record of a transaction may meet the markers of the one before and is then refused
   * once; the usual 100 ms until it is tried again would bound the rate of transactions.
   */
  private static final String RETRY_BACKOFF_MILLIS = "10";

  /** The group's consumer of sequences and requests. */
  Map<String, Object> groupConsumer() {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "15000");
    // What the partitions of one commit of the sequences hold comes in one poll, and so makes one
    // transaction here too.
    properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "262144");
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "20");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.loop().maxPollRecords());
    properties.putAll(settings.kafka());
    properties.putAll(reading("serving"));
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
    // A restarted process takes its partitions back at once, and a second one of the same id is
    // fenced.
    properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.instanceId());
    // Equal partition numbers of both topics go to the same member.
    properties.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
    properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    return properties;
  }

  /** The consumer of the whole catalogue and model, outside any group's assignment. */
  Map<String, Object> catalogueConsumer() {
    Map<String, Object> properties = assigned("catalogue");
    properties.putIfAbsent(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "65536");
    properties.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "50");
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.catalogueGroupId());
    properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    return properties;
  }

  /** The consumer that reads users' state back. */
  Map<String, Object> restoreConsumer() {
    Map<String, Object> properties = assigned("restore");
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return properties;
  }

  /** The consumer of all announcements of checkpoints. */
  Map<String, Object> checkpointsConsumer() {
    Map<String, Object> properties = assigned("checkpoints");
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return properties;
  }

  /** The transactional producer. */
  Map<String, Object> producer() {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
    properties.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_BACKOFF_MILLIS);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.putAll(settings.kafka());
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.transactionalId());
    properties.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        Math.toIntExact(settings.loop().transactionTimeout().toMillis()));
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId("producer"));
    return properties;
  }

  /** The admin client. */
  Map<String, Object> admin() {
    Map<String, Object> properties = new HashMap<>(settings.kafka());
    properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId("admin"));
    return properties;
  }

  private Map<String, Object> assigned(String role) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2000");
    properties.putAll(settings.kafka());
    properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    properties.putAll(reading(role));
    return properties;
  }

  private Map<String, Object> reading(String role) {
    return Map.of(
        CommonClientConfigs.CLIENT_ID_CONFIG,
        clientId(role),
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        "false",
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "earliest",
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        READ_COMMITTED);
  }

  private String clientId(String role) {
    return settings.transactionalId() + "-" + role;
  }
}
