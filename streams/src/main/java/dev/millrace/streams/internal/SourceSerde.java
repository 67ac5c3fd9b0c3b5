package dev.millrace.streams.internal;

import dev.millrace.contract.Topic;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes into an internal topic exactly the bytes that the source topic holds, whatever schema they
 * were written with: no schema is registered for the internal topic, nothing is encoded again, and
 * a dead letter from it carries the original bytes.
 *
 * @param <V> value type
 */
public final class SourceSerde<V> implements Serde<SourceRecord<V>> {

  private final Topic<?, V> source;

  /**
   * @param source the topic whose wire format is kept
   */
  public SourceSerde(Topic<?, V> source) {
    this.source = source;
  }

  @Override
  public Serializer<SourceRecord<V>> serializer() {
    return (topic, record) -> record == null ? null : record.bytes();
  }

  @Override
  public Deserializer<SourceRecord<V>> deserializer() {
    Deserializer<V> values = source.values().deserializer();
    return (topic, bytes) ->
        bytes == null ? null : new SourceRecord<>(bytes, values.deserialize(source.name(), bytes));
  }
}
