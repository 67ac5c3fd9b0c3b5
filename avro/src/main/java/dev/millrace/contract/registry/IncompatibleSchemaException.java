package dev.millrace.contract.registry;

import java.io.Serial;

/** A schema does not fit the versions that its subject already holds. */
public class IncompatibleSchemaException extends SchemaRegistryException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param subject the subject
   * @param details what does not fit
   */
  public IncompatibleSchemaException(String subject, String details) {
    super(message(subject, details));
  }

  /**
   * @param subject the subject
   * @param details what does not fit
   * @param cause what the client reported
   */
  public IncompatibleSchemaException(String subject, String details, Throwable cause) {
    super(message(subject, details), cause);
  }

  private static String message(String subject, String details) {
    return "The schema is not compatible with subject '" + subject + "': " + details;
  }
}
