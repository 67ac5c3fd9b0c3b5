package dev.millrace.contract.serde;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads records as one generated class, whatever compatible schema they were written with;
 * thread-safe and free of locks.
 */
final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {

  private final ThreadLocal<RecordDecoder<T>> decoders;

  AvroDeserializer(RecordType<T> type, WriterSchemas schemas) {
    this.decoders = ThreadLocal.withInitial(() -> new RecordDecoder<>(type, schemas));
  }

  /**
   * @throws MalformedRecordException if the bytes cannot be read, now or later
   * @throws dev.millrace.contract.registry.SchemaRegistryException if the registry refuses to
   *     answer, or stays away for longer than configured
   */
  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    int schemaId = WireFormat.schemaId(topic, bytes);
    return decoders.get().decode(new WriterReference(topic, schemaId), bytes);
  }

  @Override
  public void close() {
    decoders.remove();
  }
}
