package dev.millrace.contract.registry;

import java.io.Serial;

/** The registry holds no schema with an id. */
public class UnknownSchemaIdException extends SchemaRegistryException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param id the id asked for
   */
  public UnknownSchemaIdException(int id) {
    super("The schema registry holds no schema with id " + id);
  }

  /**
   * @param id the id asked for
   * @param cause what the client reported
   */
  public UnknownSchemaIdException(int id, Throwable cause) {
    super("The schema registry holds no schema with id " + id, cause);
  }
}
