package dev.millrace.contract;

import java.util.Objects;
import org.apache.kafka.common.serialization.Serde;

/**
 * A topic and the serdes of its records: one value, so that no operator can pair a topic with the
 * wrong serde.
 *
 * @param name topic name, never blank
 * @param keys serde of the record keys
 * @param values serde of the record values; maps null to null
 * @param <K> key type
 * @param <V> value type
 */
public record Topic<K, V>(String name, Serde<K> keys, Serde<V> values) {

  /** Suffix of the dead-letter topic of a topic. */
  public static final String DEAD_LETTER_SUFFIX = ".dlq";

  public Topic {
    Objects.requireNonNull(keys, "keys");
    Objects.requireNonNull(values, "values");
    if (name.isBlank()) {
      throw new IllegalArgumentException("A topic needs a name, but it was blank");
    }
  }

  /** Name of the topic that takes this topic's records when they cannot be processed. */
  public String deadLetterName() {
    return name + DEAD_LETTER_SUFFIX;
  }
}
