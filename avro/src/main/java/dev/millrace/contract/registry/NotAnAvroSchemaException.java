package dev.millrace.contract.registry;

import java.io.Serial;

/** The registry holds the schema, but it is not an Avro schema. */
public class NotAnAvroSchemaException extends SchemaRegistryException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param message which schema, and what it is instead
   */
  public NotAnAvroSchemaException(String message) {
    super(message);
  }

  /**
   * @param message which schema
   * @param cause why Avro cannot read it
   */
  public NotAnAvroSchemaException(String message, Throwable cause) {
    super(message, cause);
  }
}
