package dev.millrace.streams;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How the clients inside Kafka Streams are set unless the user says otherwise, with or without the
 * client's prefix.
 */
final class ClientDefaults {

  private static final Duration MARGIN = Duration.ofMinutes(1);
  private static final Duration USUAL_MAX_POLL_INTERVAL = Duration.ofMinutes(5);

  /**
   * A killed process is missed for so long; Kafka's 45 s would be most of a recovery. A static
   * member has those 45 s to come back in, which a pod may well need.
   */
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration HEARTBEAT = Duration.ofSeconds(3);

  /**
   * The first record of a transaction may meet the markers of the one before; the usual 100 ms
   * would then be most of a commit interval.
   */
  private static final Duration PRODUCER_BACKOFF = Duration.ofMillis(10);

  /**
   * Until a commit sends what is left, only full batches go out: every batch costs the broker the
   * same, however small it is.
   */
  private static final Duration LINGER = Duration.ofMillis(100);

  private static final int BATCH_BYTES = 128 << 10;

  /** Topologies that nobody waits for read in larger bites: fewer requests for the broker. */
  private static final int PATIENT_FETCH_BYTES = 64 << 10;

  private static final Duration PATIENT_FETCH_WAIT = Duration.ofMillis(200);

  /** Recommendations wait for sequences: they read in bites too, but small ones. */
  private static final int PROMPT_FETCH_BYTES = 16 << 10;

  private static final Duration PROMPT_FETCH_WAIT = Duration.ofMillis(20);

  /** Metrics wait for the other input: a list must be known before what was taken from it. */
  private static final Duration OTHER_INPUT_WAIT = Duration.ofMillis(200);

  private final Map<String, String> user;
  private final Duration registryTimeout;

  /**
   * @param user the user's own properties, which win
   * @param registryTimeout how long a serde may block between two polls
   */
  ClientDefaults(Map<String, String> user, Duration registryTimeout) {
    this.user = user;
    this.registryTimeout = registryTimeout;
  }

  void putInto(Properties properties, TopologyName topology) {
    putConsumer(properties, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, ms(maxPollInterval()));
    if (!StaticMembership.in(user)) {
      putConsumer(properties, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, ms(SESSION_TIMEOUT));
    }
    putConsumer(properties, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, ms(HEARTBEAT));
    putProducer(properties, ProducerConfig.RETRY_BACKOFF_MS_CONFIG, ms(PRODUCER_BACKOFF));
    putProducer(properties, ProducerConfig.LINGER_MS_CONFIG, ms(LINGER));
    putProducer(properties, ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    boolean prompt = topology == TopologyName.SEQUENCES;
    putConsumer(
        properties,
        ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
        prompt ? PROMPT_FETCH_BYTES : PATIENT_FETCH_BYTES);
    putConsumer(
        properties,
        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
        ms(prompt ? PROMPT_FETCH_WAIT : PATIENT_FETCH_WAIT));
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, taskIdle(topology));
  }

  /**
   * Only metrics depend on the order of their inputs: a deletion says itself which interactions it
   * is about. Asking for no order at all also spares Kafka Streams from looking, at every record,
   * whether the other input has one.
   */
  private static long taskIdle(TopologyName topology) {
    return topology == TopologyName.PREQUENTIAL
        ? OTHER_INPUT_WAIT.toMillis()
        : StreamsConfig.MAX_TASK_IDLE_MS_DISABLED;
  }

  /** A serde may wait for the registry inside a poll loop; the group must not lose the member. */
  private Duration maxPollInterval() {
    Duration needed = registryTimeout.plus(MARGIN);
    return needed.compareTo(USUAL_MAX_POLL_INTERVAL) > 0 ? needed : USUAL_MAX_POLL_INTERVAL;
  }

  private void putConsumer(Properties properties, String name, int value) {
    if (!user.containsKey(name) && !user.containsKey(StreamsConfig.consumerPrefix(name))) {
      properties.put(StreamsConfig.mainConsumerPrefix(name), value);
    }
  }

  private void putProducer(Properties properties, String name, int value) {
    if (!user.containsKey(name)) {
      properties.put(StreamsConfig.producerPrefix(name), value);
    }
  }

  private static int ms(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
