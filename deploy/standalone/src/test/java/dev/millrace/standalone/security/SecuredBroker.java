package dev.millrace.standalone.security;

import dev.millrace.standalone.embedded.EmbeddedBroker;
import dev.millrace.standalone.testsupport.KeyMaterial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.security.plain.PlainLoginModule;

/**
 * A broker that speaks TLS only, asks every client for a name and a password, and lets nobody but
 * {@value #ROOT} do anything that is not granted. Clients have their passwords in files.
 */
final class SecuredBroker implements AutoCloseable {

  /** Who may do everything. */
  static final String ROOT = "root";

  private final EmbeddedBroker broker;
  private final KeyMaterial keys;
  private final Path passwords;

  private SecuredBroker(EmbeddedBroker broker, KeyMaterial keys, Path passwords) {
    this.broker = broker;
    this.keys = keys;
    this.passwords = passwords;
  }

  /**
   * Starts a broker.
   *
   * @param users whom it knows besides {@value #ROOT}
   */
  static SecuredBroker start(Path folder, List<String> users) throws IOException {
    KeyMaterial keys = KeyMaterial.make(folder);
    Path passwords = Files.createDirectory(folder.resolve("passwords"));
    String rootPassword = password(passwords, ROOT);
    StringBuilder login = new StringBuilder(loginOf(ROOT, rootPassword));
    login.append(" user_").append(ROOT).append("=\"").append(rootPassword).append('"');
    for (String user : users) {
      String password = password(passwords, user);
      login.append(" user_").append(user).append("=\"").append(password).append('"');
    }
    EmbeddedBroker broker =
        EmbeddedBroker.start(folder.resolve("broker"), properties(keys, login.append(';')));
    return new SecuredBroker(broker, keys, passwords);
  }

  private static String password(Path passwords, String user) throws IOException {
    String password = UUID.randomUUID().toString();
    // As editors and echo write files: with a line break at the end.
    Files.writeString(passwords.resolve(user), password + "\n");
    return password;
  }

  private static String loginOf(String user, String password) {
    return "%s required username=\"%s\" password=\"%s\""
        .formatted(PlainLoginModule.class.getName(), user, password);
  }

  /** The embedded broker's listener for clients is called PLAINTEXT, whatever it speaks. */
  private static Map<String, String> properties(KeyMaterial keys, CharSequence login) {
    Map<String, String> properties = new HashMap<>();
    properties.put("listener.security.protocol.map", "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT");
    properties.put("inter.broker.listener.name", "PLAINTEXT");
    properties.put("sasl.enabled.mechanisms", "PLAIN");
    properties.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    properties.put("listener.name.plaintext.plain.sasl.jaas.config", login.toString());
    properties.put("ssl.keystore.type", "PKCS12");
    properties.put("ssl.keystore.location", keys.keystore().toString());
    properties.put("ssl.keystore.password", keys.password());
    properties.put("ssl.truststore.type", "PEM");
    properties.put("ssl.truststore.location", keys.certificate().toString());
    properties.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    // The controller's listener knows no names; nobody but the broker itself uses it.
    properties.put("super.users", "User:" + ROOT + ";User:ANONYMOUS");
    return properties;
  }

  /** What is to be set so that clients connect as a user. */
  List<String> settingsOf(String user) {
    return List.of(
        "kafka.bootstrap.servers=" + broker.bootstrapServers(),
        "kafka.security.protocol=SASL_SSL",
        "kafka.sasl.mechanism=PLAIN",
        "kafka.sasl.jaas.config="
            + loginOf(user, "${directory:" + passwords + ":" + user + "}")
            + ";",
        "kafka.ssl.truststore.type=PEM",
        "kafka.ssl.truststore.location=" + keys.certificate());
  }

  /** What it proves its name with; HTTP servers may do so with the same. */
  KeyMaterial keys() {
    return keys;
  }

  /** The password of a user, for looking where it must not be. */
  String passwordOf(String user) throws IOException {
    return Files.readString(passwords.resolve(user)).strip();
  }

  @Override
  public void close() {
    broker.close();
  }
}
