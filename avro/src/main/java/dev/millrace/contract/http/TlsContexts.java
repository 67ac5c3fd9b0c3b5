package dev.millrace.contract.http;

import java.io.IOException;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** Reads keys and certificates with Kafka's code. */
final class TlsContexts {

  private TlsContexts() {}

  /** Properties as Kafka's clients have them, made of files. */
  @FunctionalInterface
  interface Properties {
    Map<String, Object> read() throws IOException;
  }

  /**
   * What one end of a connection needs.
   *
   * @param files that the properties are made of, for people
   * @throws IllegalArgumentException if the files cannot be used
   */
  static SSLContext of(String files, Properties properties) {
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(new ConfigDef().withClientSslSupport().parse(properties.read()));
      return factory.sslContext();
    } catch (IOException | KafkaException e) {
      throw new IllegalArgumentException(
          "TLS cannot be set up from %s: %s".formatted(files, reason(e)), e);
    }
  }

  /** Of a file that is not there the message is its path alone. */
  private static String reason(Exception failure) {
    return failure instanceof IOException || failure.getCause() == null
        ? failure.toString()
        : failure.getMessage() + ": " + failure.getCause().getMessage();
  }
}
