package dev.millrace.contract.serde;

import dev.millrace.contract.registry.NotAnAvroSchemaException;
import dev.millrace.contract.registry.SchemaRegistry;
import dev.millrace.contract.registry.UnknownSchemaIdException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** Schemas by id, fetched once; an id never changes its meaning. */
final class WriterSchemas {

  private final SchemaRegistry registry;
  private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();

  WriterSchemas(SchemaRegistry registry) {
    this.registry = registry;
  }

  /**
   * The schema that a record was written with.
   *
   * @throws UnknownWriterSchemaException if the registry holds no Avro schema with such an id
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
      return parse(writer.schemaId(), registry.schemaById(writer.schemaId()));
    } catch (UnknownSchemaIdException | NotAnAvroSchemaException unknown) {
      throw new UnknownWriterSchemaException(writer.topic(), unknown);
    }
  }

  private static Schema parse(int id, String json) {
    try {
      return new Schema.Parser().parse(json);
    } catch (SchemaParseException unreadable) {
      throw new NotAnAvroSchemaException(
          "The schema with id " + id + " is not Avro's: " + unreadable.getMessage(), unreadable);
    }
  }
}
