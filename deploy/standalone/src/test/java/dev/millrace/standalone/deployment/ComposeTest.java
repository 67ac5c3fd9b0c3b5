package dev.millrace.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.standalone.acl.Application;
import dev.millrace.standalone.config.ConfigLoader;
import dev.millrace.standalone.config.MillraceConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong in the compose file should not be found out by bringing it up. */
class ComposeTest {

  private static final String SECRETS = "/etc/millrace/secrets";
  private static final List<String> APPLICATIONS = List.of("streams", "trainer", "serving");

  private final ComposeFile compose = ComposeFile.read();

  @Test
  void shouldMountFilesThatAreThere() {
    for (String service : compose.names()) {
      assertThat(compose.mounts(service))
          .filteredOn(ComposeFile.Mount::isFile)
          .allSatisfy(
              mount -> assertThat(ComposeFile.FOLDER.resolve(mount.source())).isRegularFile());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "tls"})
  void shouldWaitForNothingOutsideTheProfile(String profile) {
    List<String> services = compose.of(profile);

    assertThat(services).contains("prometheus", "grafana");
    for (String service : services) {
      assertThat(services).as(service).containsAll(compose.dependencies(service));
    }
  }

  @Test
  void shouldRunTheSameApplicationsInBothProfilesUnderTheSameNames() {
    for (String service : compose.of("plain")) {
      if (!compose.of("tls").contains(service)) {
        assertThat(compose.of("tls")).contains(service + "-tls");
        assertThat(compose.service(service + "-tls").path("image"))
            .isEqualTo(compose.service(service).path("image"));
      }
    }
    for (String service : List.of("broker", "registry", "streams", "trainer", "serving")) {
      assertThat(compose.service(service + "-tls").at("/networks/default/aliases/0").asText())
          .isEqualTo(service);
    }
  }

  @Test
  void shouldMakeAPasswordForEachUserOfTheAcls() {
    assertThat(compose.mounts("secrets"))
        .extracting(ComposeFile.Mount::target)
        .containsAll(
            Arrays.stream(Application.values())
                .map(application -> "/secrets/" + userOf(application))
                .toList());
  }

  @Test
  void shouldShowEachServiceTheSecretsOfOneUserAtMost() {
    for (String service : compose.of("tls")) {
      if (!service.equals("secrets")) {
        assertThat(compose.mounts(service))
            .filteredOn(mount -> mount.source().startsWith("secrets-"))
            .as(service)
            .hasSizeLessThanOrEqualTo(1);
      }
    }
    for (Application application :
        List.of(
            Application.STREAMS, Application.TRAINER, Application.SERVING, Application.REPLAY)) {
      assertThat(compose.mounts(application.text() + "-tls"))
          .contains(new ComposeFile.Mount("secrets-" + application.text(), SECRETS));
    }
    assertThat(compose.mounts("topics-tls"))
        .contains(new ComposeFile.Mount("secrets-admin", SECRETS));
    assertThat(compose.mounts("acls")).contains(new ComposeFile.Mount("secrets-root", SECRETS));
  }

  @Test
  void shouldReadTheConfigurationsThatAreMounted() {
    for (String application : APPLICATIONS) {
      assertThat(compose.command(application + "-tls"))
          .containsExactly(
              application,
              "--config=/etc/millrace/millrace.yaml",
              "--config=/etc/millrace/millrace-tls.yaml");
      assertThat(compose.mounts(application + "-tls"))
          .extracting(ComposeFile.Mount::target)
          .contains("/etc/millrace/millrace.yaml", "/etc/millrace/millrace-tls.yaml");
    }
  }

  @Test
  void shouldConfigureWhatMillraceAccepts() {
    MillraceConfig config =
        ConfigLoader.load(List.of(ComposeFile.FOLDER.resolve("millrace.yaml")), List.of()).config();

    assertThat(config.kafka()).containsOnlyKeys("bootstrap.servers");
    assertThat(config.streams().http().host()).isEqualTo("0.0.0.0");
  }

  @Test
  void shouldMakeSecretsOnceAndConfigureClientsWithThem(@TempDir Path folder) throws Exception {
    List<String> users = new ArrayList<>(List.of("broker", "root", "registry"));
    Arrays.stream(Application.values()).map(ComposeTest::userOf).forEach(users::add);
    for (String user : users) {
      Files.createDirectory(folder.resolve(user));
    }

    makeSecrets(folder);
    List<String> passwords = passwords(folder, users);
    makeSecrets(folder);

    assertThat(passwords(folder, users)).isEqualTo(passwords);
    Set<String> different = new HashSet<>(passwords);
    assertThat(different).hasSameSizeAs(users).allMatch(password -> password.length() == 32);
    String user = userOf(Application.SERVING);
    assertThat(clientConfig(folder.resolve(user)).kafka())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .containsEntry(
            "sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\""
                    .formatted(user)
                + " password=\"%s\";".formatted(passwords.get(users.indexOf(user))))
        .containsEntry("ssl.truststore.location", SECRETS + "/ca.pem");
    Properties broker = properties(folder.resolve("broker/server.properties"));
    assertThat(broker)
        .containsEntry(
            "listener.security.protocol.map",
            "CONTAINERS:SASL_SSL,CONTROLLER:PLAINTEXT,HOST:SASL_SSL")
        .containsEntry("ssl.keystore.password", passwords.get(0));
    try (Stream<Path> told = Files.list(folder.resolve("root/users"))) {
      assertThat(told.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(users.subList(2, users.size()));
    }
  }

  private static String userOf(Application application) {
    return application.defaultPrincipal().substring("User:".length());
  }

  /** As a container runs it, where the folders are volumes. */
  private static void makeSecrets(Path folder) throws IOException, InterruptedException {
    ProcessBuilder script =
        new ProcessBuilder(
                "sh", ComposeFile.FOLDER.resolve("secrets.sh").toString(), folder.toString())
            .redirectErrorStream(true);
    script
        .environment()
        .merge(
            "PATH",
            Path.of(System.getProperty("java.home"), "bin").toString(),
            (path, own) -> own + ":" + path);
    Process process = script.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static List<String> passwords(Path folder, List<String> users) throws IOException {
    List<String> passwords = new ArrayList<>();
    for (String user : users) {
      passwords.add(Files.readString(folder.resolve(user).resolve("password")).strip());
    }
    return passwords;
  }

  /** The configuration of the profile tls, with the secrets where the test has them. */
  private static MillraceConfig clientConfig(Path secrets) throws IOException {
    Path tls =
        Files.writeString(
            secrets.resolve("millrace-tls.yaml"),
            Files.readString(ComposeFile.FOLDER.resolve("millrace-tls.yaml"))
                .replace(
                    SECRETS + "/client.properties",
                    secrets.resolve("client.properties").toString()));
    return ConfigLoader.load(List.of(ComposeFile.FOLDER.resolve("millrace.yaml"), tls), List.of())
        .config();
  }

  private static Properties properties(Path file) throws IOException {
    Properties properties = new Properties();
    try (InputStream stream = Files.newInputStream(file)) {
      properties.load(stream);
    }
    return properties;
  }
}
