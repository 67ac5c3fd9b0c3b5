package dev.millrace.standalone.replay;

import dev.millrace.contract.Topics;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a replay goes.
 *
 * @param topics the topics with their serdes
 * @param kafka Kafka client properties, with {@code bootstrap.servers} and whatever security needs
 * @param progressFolder folder that remembers what was acknowledged
 */
public record ReplayTarget(Topics topics, Map<String, ?> kafka, Path progressFolder) {

  public ReplayTarget {
    kafka = Map.copyOf(kafka);
    if (!kafka.containsKey("bootstrap.servers")) {
      throw new IllegalArgumentException("kafka.bootstrap.servers is missing");
    }
  }
}
