package dev.millrace.standalone.security;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A key and a certificate of this machine's loopback address, made by the JDK's own tool.
 *
 * @param keystore PKCS #12
 * @param certificate PEM
 * @param password of the keystore
 */
record KeyMaterial(Path keystore, Path certificate, String password) {

  /** Makes both in a folder. */
  static KeyMaterial make(Path folder) {
    KeyMaterial made =
        new KeyMaterial(
            folder.resolve("broker.p12"),
            folder.resolve("broker.pem"),
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
    return made;
  }

  private void keytool(String verb, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(verb, "-alias", "broker", "-keystore", keystore.toString()));
    command.addAll(List.of("-storepass", password));
    command.addAll(List.of(options));
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool " + verb + " failed");
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("keytool could not be run", e);
    }
  }
}
