package dev.millrace.contract.serde;

import dev.millrace.contract.Topics;
import dev.millrace.contract.registry.RetryingSchemaRegistry;
import dev.millrace.contract.registry.SchemaRegistry;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Serdes in the Confluent wire format, for generated records. They work without {@code
 * configure()}, are thread-safe, and share one cache of schemas.
 *
 * <p>Reading throws a {@link MalformedRecordException} for bytes that can never be read. A registry
 * that does not answer is asked again for as long as {@link AvroSerdeSettings#registryTimeout()}
 * says; then {@link dev.millrace.contract.registry.RegistryUnavailableException} is thrown.
 */
public final class AvroSerdes implements Topics.ValueSerdes {

  private final SchemaRegistry registry;
  private final AvroSerdeSettings settings;
  private final WriterSchemas writerSchemas;

  /**
   * @param registry where schemas are registered and looked up; stays the caller's to close
   * @param settings how to use it
   */
  public AvroSerdes(SchemaRegistry registry, AvroSerdeSettings settings) {
    this.registry = new RetryingSchemaRegistry(registry, settings.registryTimeout());
    this.settings = settings;
    this.writerSchemas = new WriterSchemas(this.registry);
  }

  @Override
  public <T extends SpecificRecord> Serde<T> of(Class<T> type) {
    RecordType<T> recordType = RecordType.of(type);
    WriteTargets targets = new WriteTargets(recordType.json(), registry, settings.autoRegister());
    return Serdes.serdeFrom(
        new AvroSerializer<>(recordType, targets),
        new AvroDeserializer<>(recordType, writerSchemas));
  }
}
