package dev.millrace.streams;

import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Whether a process has a name in its groups that it keeps over restarts (KIP-345). */
final class StaticMembership {

  private static final String NAME = ConsumerConfig.GROUP_INSTANCE_ID_CONFIG;

  private StaticMembership() {}

  /**
   * @param kafka the user's own properties
   */
  static boolean in(Map<String, String> kafka) {
    return Stream.of(
            NAME, StreamsConfig.consumerPrefix(NAME), StreamsConfig.mainConsumerPrefix(NAME))
        .anyMatch(kafka::containsKey);
  }
}
