package dev.millrace.contract.serde;

import java.time.Duration;
import java.util.Map;

/**
 * How serdes use the registry.
 *
 * @param autoRegister whether a writer registers its schema; otherwise it writes with the latest
 *     registered version of the subject
 * @param registryTimeout how long a registry that does not answer is asked again before the serde
 *     gives up; must stay below the consumer's {@code max.poll.interval.ms}
 */
public record AvroSerdeSettings(boolean autoRegister, Duration registryTimeout) {

  /** Property of {@link #autoRegister}, named as in Confluent's serializer. */
  public static final String AUTO_REGISTER_PROPERTY = "auto.register.schemas";

  /** Property of {@link #registryTimeout}, in milliseconds. */
  public static final String REGISTRY_TIMEOUT_PROPERTY = "registry.timeout.ms";

  public AvroSerdeSettings {
    if (registryTimeout.isNegative()) {
      throw new IllegalArgumentException(
          "The registry timeout must not be negative, but found " + registryTimeout);
    }
  }

  /** Registers schemas, and waits four minutes for a registry that is down. */
  public static AvroSerdeSettings defaults() {
    return new AvroSerdeSettings(true, Duration.ofMinutes(4));
  }

  /**
   * Reads the two properties; what is missing takes its default, other keys are ignored.
   *
   * @throws IllegalArgumentException if a value is not what its property takes
   */
  public static AvroSerdeSettings from(Map<String, ?> properties) {
    AvroSerdeSettings defaults = defaults();
    Object autoRegister = properties.get(AUTO_REGISTER_PROPERTY);
    Object timeout = properties.get(REGISTRY_TIMEOUT_PROPERTY);
    return new AvroSerdeSettings(
        autoRegister == null ? defaults.autoRegister() : parseBoolean(autoRegister.toString()),
        timeout == null ? defaults.registryTimeout() : parseMillis(timeout.toString()));
  }

  private static boolean parseBoolean(String text) {
    return switch (text.strip()) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              AUTO_REGISTER_PROPERTY + " takes true or false, but found '" + text + "'");
    };
  }

  private static Duration parseMillis(String text) {
    try {
      return Duration.ofMillis(Long.parseLong(text.strip()));
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(
          REGISTRY_TIMEOUT_PROPERTY + " takes milliseconds, but found '" + text + "'", notANumber);
    }
  }
}
