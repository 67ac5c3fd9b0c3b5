package dev.millrace.contract.serde;

import dev.millrace.contract.registry.SchemaRegistryException;
import java.io.Serial;

/** A record names a schema that the registry does not hold, or that is not an Avro schema. */
public final class UnknownWriterSchemaException extends MalformedRecordException {

  @Serial private static final long serialVersionUID = 1L;

  UnknownWriterSchemaException(String topic, SchemaRegistryException cause) {
    super("A record of topic '%s' cannot be read: %s".formatted(topic, cause.getMessage()), cause);
  }
}
