package dev.millrace.model.config;

/** A model's configuration is damaged or asks for something that is not supported. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message file, field, what was found and what is accepted
   */
  public ConfigException(String message) {
    super(message);
  }

  /**
   * @param message file, field, what was found and what is accepted
   * @param cause what the system or the parser said
   */
  public ConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
