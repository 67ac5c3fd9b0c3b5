package dev.millrace.standalone.testsupport;

import dev.millrace.contract.http.TlsIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key and a certificate of this machine's loopback address, made by the JDK's own tool.
 *
 * @param keystore PKCS #12 with both
 * @param certificate PEM
 * @param key PEM
 * @param password of the keystore
 */
public record KeyMaterial(Path keystore, Path certificate, Path key, String password) {

  private static final String ALIAS = "server";

  /** Makes all in a folder. */
  public static KeyMaterial make(Path folder) throws IOException {
    KeyMaterial made =
        new KeyMaterial(
            folder.resolve("server.p12"),
            folder.resolve("server.pem"),
            folder.resolve("server.key"),
            UUID.randomUUID().toString());
    made.keytool(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=ip:127.0.0.1,dns:localhost",
        "-validity",
        "2",
        "-storetype",
        "PKCS12");
    made.keytool("-exportcert", "-rfc", "-file", made.certificate().toString());
    made.exportKey();
    return made;
  }

  /** For a server, of the PEM files. */
  public TlsIdentity identity() {
    return new TlsIdentity(
        Optional.of(certificate), Optional.of(key), Optional.empty(), Optional.empty());
  }

  /** For a client that trusts the certificate and nothing else. */
  public SSLContext trusting() throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(certificate)) {
      trusted.setCertificateEntry(
          ALIAS, CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** The tool does not. */
  private void exportKey() throws IOException {
    try {
      KeyStore store = KeyStore.getInstance(keystore.toFile(), password.toCharArray());
      byte[] encoded = store.getKey(ALIAS, password.toCharArray()).getEncoded();
      Files.writeString(
          key,
          "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
              .formatted(Base64.getMimeEncoder().encodeToString(encoded)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("What keytool wrote cannot be read", e);
    }
  }

  private void keytool(String verb, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(verb, "-alias", ALIAS, "-keystore", keystore.toString()));
    command.addAll(List.of("-storepass", password));
    command.addAll(List.of(options));
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool " + verb + " failed");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("keytool could not be waited for", e);
    }
  }
}
