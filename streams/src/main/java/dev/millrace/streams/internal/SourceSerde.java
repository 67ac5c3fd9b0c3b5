package dev.millrace.streams.internal;

import dev.millrace.contract.Topic;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes into an internal topic exactly what the source topic holds: no schema is registered for
 * the internal topic, and a dead letter from it carries the original bytes.
 *
 * @param <V> value type
 */
public final class SourceSerde<V> implements Serde<V> {

  private final Topic<?, V> source;

  /**
   * @param source the topic whose wire format is kept
   */
  public SourceSerde(Topic<?, V> source) {
    this.source = source;
  }

  @Override
  public Serializer<V> serializer() {
    Serializer<V> serializer = source.values().serializer();
    return (topic, value) -> serializer.serialize(source.name(), value);
  }

  @Override
  public Deserializer<V> deserializer() {
    Deserializer<V> deserializer = source.values().deserializer();
    return (topic, bytes) -> deserializer.deserialize(source.name(), bytes);
  }
}
