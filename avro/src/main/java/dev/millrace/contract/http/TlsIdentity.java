package dev.millrace.contract.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * Key and certificate of an HTTPS server: two PEM files, or a keystore. Kafka's code reads them, so
 * that files that do for its clients do here.
 *
 * @param certificate PEM file with the certificate, and those between it and the authority
 * @param key PEM file with the private key, PKCS #8
 * @param keystore PKCS #12 file with both, instead of them
 * @param password of the keystore, or of an encrypted key
 */
public record TlsIdentity(
    Optional<Path> certificate,
    Optional<Path> key,
    Optional<Path> keystore,
    Optional<String> password) {

  /**
   * @throws IllegalArgumentException if it is neither the one nor the other
   */
  public TlsIdentity {
    boolean pem = certificate.isPresent() && key.isPresent() && keystore.isEmpty();
    boolean store =
        keystore.isPresent() && password.isPresent() && certificate.isEmpty() && key.isEmpty();
    if (!pem && !store) {
      throw new IllegalArgumentException(
          "tls takes certificate and key (PEM, and password if the key has one), or keystore (PKCS"
              + " #12) and password");
    }
  }

  /**
   * What a server needs.
   *
   * @throws IllegalArgumentException if the files cannot be used
   */
  public SSLContext context() {
    return TlsContexts.of(files(), this::properties);
  }

  private Map<String, Object> properties() throws IOException {
    Map<String, Object> properties = new HashMap<>();
    if (certificate.isPresent() && key.isPresent()) {
      properties.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, DefaultSslEngineFactory.PEM_TYPE);
      properties.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, content(certificate.get()));
      properties.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, content(key.get()));
      password.ifPresent(
          secret -> properties.put(SslConfigs.SSL_KEY_PASSWORD_CONFIG, new Password(secret)));
    }
    keystore.ifPresent(
        file -> {
          properties.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PKCS12");
          properties.put(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, file.toString());
        });
    if (keystore.isPresent() && password.isPresent()) {
      properties.put(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, new Password(password.get()));
    }
    return properties;
  }

  private static Password content(Path file) throws IOException {
    return new Password(Files.readString(file));
  }

  private String files() {
    return keystore
        .map(Path::toString)
        .orElseGet(() -> certificate.orElseThrow() + " and " + key.orElseThrow());
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return files();
  }
}
