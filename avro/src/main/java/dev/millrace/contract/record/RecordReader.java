package dev.millrace.contract.record;

import dev.millrace.contract.Topic;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the records of one topic, whose key is also a field of the value.
 *
 * @param topic which topic
 * @param keyOf the field of the value that the key repeats
 * @param <V> value type
 */
public record RecordReader<V>(Topic<String, V> topic, Function<V, String> keyOf) {

  /**
   * A record's key and value.
   *
   * @param key not blank
   * @param value null for a tombstone
   */
  public record Entry<V>(String key, @Nullable V value) {}

  /**
   * Decodes a record.
   *
   * @throws InvalidRecordException if the record cannot be decoded now or later, or key and value
   *     do not belong together
   * @throws dev.millrace.contract.registry.RegistryUnavailableException if the schema could not be
   *     fetched
   */
  public Entry<V> read(ConsumerRecord<byte[], byte[]> record) {
    String key = key(record);
    V value = decode(record);
    if (value != null && !key.equals(keyOf.apply(value))) {
      throw new InvalidRecordException(
          "The key of a %s record is the id in its value, but they differ".formatted(topic.name()));
    }
    return new Entry<>(key, value);
  }

  private String key(ConsumerRecord<byte[], byte[]> record) {
    String key =
        topic.keys().deserializer().deserialize(topic.name(), record.headers(), record.key());
    if (key == null || key.isBlank()) {
      throw new InvalidRecordException(
          "The key of a %s record is not blank, but was %s"
              .formatted(topic.name(), key == null ? "null" : "blank"));
    }
    return key;
  }

  private @Nullable V decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      return topic
          .values()
          .deserializer()
          .deserialize(topic.name(), record.headers(), record.value());
    } catch (SerializationException undecodable) {
      throw new InvalidRecordException(
          "A %s record cannot be decoded: %s".formatted(topic.name(), undecodable.getMessage()),
          undecodable);
    }
  }
}
