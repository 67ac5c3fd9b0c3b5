package dev.millrace.contract.registry;

import java.io.Serial;

/** Nothing was ever registered under a subject. */
public class UnknownSubjectException extends SchemaRegistryException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param subject the subject asked for
   */
  public UnknownSubjectException(String subject) {
    super(message(subject));
  }

  /**
   * @param subject the subject asked for
   * @param cause what the client reported
   */
  public UnknownSubjectException(String subject, Throwable cause) {
    super(message(subject), cause);
  }

  private static String message(String subject) {
    return "The schema registry holds no schema for subject "
        + "'"
        + subject
        + "'; register one, or allow auto.register.schemas=true";
  }
}
