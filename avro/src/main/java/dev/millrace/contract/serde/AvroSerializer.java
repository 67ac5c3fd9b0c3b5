package dev.millrace.contract.serde;

import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes records of one generated class; thread-safe and free of locks. */
final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {

  private final RecordType<T> type;
  private final WriteTargets targets;
  private final ThreadLocal<RecordEncoder<T>> encoders;

  AvroSerializer(RecordType<T> type, WriteTargets targets) {
    this.type = type;
    this.targets = targets;
    this.encoders =
        ThreadLocal.withInitial(
            () -> new RecordEncoder<>(new SpecificDatumWriter<>(type.schema(), type.data())));
  }

  /**
   * @throws UnwritableRecordException if the record cannot be encoded
   * @throws dev.millrace.contract.registry.SchemaRegistryException if the registry refuses the
   *     schema, or stays away for longer than configured
   */
  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T record) {
    if (record == null) {
      return null;
    }
    WriteTarget target = targets.of(topic);
    try {
      return target.toTopic(encoders.get().encode(target.schemaId(), record));
    } catch (IOException
        | AvroRuntimeException
        | ClassCastException
        | NullPointerException unwritable) {
      encoders.remove();
      throw new UnwritableRecordException(topic, type.type(), unwritable);
    }
  }

  @Override
  public void close() {
    encoders.remove();
  }
}
