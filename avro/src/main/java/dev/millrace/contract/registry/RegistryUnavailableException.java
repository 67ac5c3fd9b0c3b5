package dev.millrace.contract.registry;

import java.io.Serial;

/**
 * The registry did not answer: no connection, a timeout, or a server error. The same request may
 * succeed later.
 */
public class RegistryUnavailableException extends SchemaRegistryException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param message what was asked
   * @param cause what the client reported
   */
  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
