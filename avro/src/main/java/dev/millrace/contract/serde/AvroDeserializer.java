package dev.millrace.contract.serde;

import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads records as one generated class, whatever compatible schema they were written with;
 * thread-safe and free of locks.
 */
final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {

  private final RecordType<T> type;
  private final WriterSchemas schemas;
  private final ThreadLocal<RecordDecoder<T>> decoders;

  AvroDeserializer(RecordType<T> type, WriterSchemas schemas) {
    this.type = type;
    this.schemas = schemas;
    this.decoders = ThreadLocal.withInitial(() -> new RecordDecoder<>(type, schemas));
  }

  /** Leaves fields unread; see {@link PartialReads#without}. */
  AvroDeserializer<T> without(Set<String> fields) {
    Schema shorter = ShorterSchema.of(type.schema(), fields);
    return new AvroDeserializer<>(new RecordType<>(type.type(), shorter, type.data()), schemas);
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
