package dev.millrace.contract.http;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * Whom an HTTPS client trusts in place of Java's own list.
 *
 * @param file PEM with certificates of authorities, or of the server itself
 */
public record TrustedAuthorities(Path file) {

  /**
   * What a client needs.
   *
   * @throws IllegalArgumentException if the file cannot be used
   */
  public SSLContext context() {
    return TlsContexts.of(
        file.toString(),
        () ->
            Map.of(
                SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
                DefaultSslEngineFactory.PEM_TYPE,
                SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG,
                new Password(Files.readString(file))));
  }
}
