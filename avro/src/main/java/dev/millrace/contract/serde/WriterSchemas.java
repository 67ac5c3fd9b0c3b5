package dev.millrace.contract.serde;

import dev.millrace.contract.registry.SchemaRegistry;
import dev.millrace.contract.registry.UnknownSchemaIdException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** Schemas by id, fetched once; an id never changes its meaning. */
final class WriterSchemas {

  private final SchemaRegistry registry;
  private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();

  WriterSchemas(SchemaRegistry registry) {
    this.registry = registry;
  }

  /**
   * @throws UnknownWriterSchemaException if the registry holds no such id
   */
  Schema of(WriterReference writer) {
    Schema known = byId.get(writer.schemaId());
    if (known != null) {
      return known;
    }
    Schema fetched = fetch(writer);
    byId.put(writer.schemaId(), fetched);
    return fetched;
  }

  private Schema fetch(WriterReference writer) {
    try {
      return new Schema.Parser().parse(registry.schemaById(writer.schemaId()));
    } catch (UnknownSchemaIdException unknown) {
      throw new UnknownWriterSchemaException(writer.topic(), unknown);
    }
  }
}
