package dev.millrace.contract.registry;

import java.io.Serial;

/** The schema registry refused a request, or did not answer it. */
public class SchemaRegistryException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param message what was asked, of which subject or id, and what came back
   */
  public SchemaRegistryException(String message) {
    super(message);
  }

  /**
   * @param message what was asked, of which subject or id, and what came back
   * @param cause what the client reported
   */
  public SchemaRegistryException(String message, Throwable cause) {
    super(message, cause);
  }
}
