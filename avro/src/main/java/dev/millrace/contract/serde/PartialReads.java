package dev.millrace.contract.serde;

import dev.millrace.contract.Topic;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;

/** Topics of which a reader wants a part: what is left out is passed over, not made. */
public final class PartialReads {

  private PartialReads() {}

  /**
   * The same topic, read without some fields; they stay null or 0. Written is everything. Serdes
   * other than {@link AvroSerdes}' go on reading everything.
   *
   * @param fields paths of fields ({@code transitions}, or {@code items.reason} in the records of
   *     an array), each the last of its record but for others that are left out
   * @throws IllegalArgumentException if a path names no such field
   */
  public static <K, V extends SpecificRecord> Topic<K, V> without(
      Topic<K, V> topic, Set<String> fields) {
    return topic.values().deserializer() instanceof AvroDeserializer<V> deserializer
        ? new Topic<>(
            topic.name(),
            topic.keys(),
            Serdes.serdeFrom(topic.values().serializer(), deserializer.without(fields)))
        : topic;
  }
}
