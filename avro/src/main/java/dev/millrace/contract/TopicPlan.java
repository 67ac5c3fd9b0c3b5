package dev.millrace.contract;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one topic is to be created.
 *
 * @param name topic name
 * @param partitions number of partitions
 * @param description what the topic is for, in one line
 * @param config Kafka's topic configuration, sorted by key
 */
public record TopicPlan(
    String name, int partitions, String description, Map<String, String> config) {

  public TopicPlan {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A topic plan needs a name, but it was blank");
    }
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "Topic '" + name + "' needs at least one partition, but found " + partitions);
    }
    config = Collections.unmodifiableMap(new TreeMap<>(config));
  }

  /** The same plan with more configuration; what is given here wins. */
  public TopicPlan with(Map<String, String> overrides) {
    Map<String, String> merged = new TreeMap<>(config);
    merged.putAll(overrides);
    return new TopicPlan(name, partitions, description, merged);
  }
}
