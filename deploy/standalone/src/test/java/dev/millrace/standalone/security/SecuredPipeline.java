package dev.millrace.standalone.security;

import dev.millrace.serving.ServingApplication;
import dev.millrace.standalone.acl.AclCheck;
import dev.millrace.standalone.acl.AclPlan;
import dev.millrace.standalone.acl.Application;
import dev.millrace.standalone.acl.NeededAcl;
import dev.millrace.standalone.cli.Connection;
import dev.millrace.standalone.config.ConfigLoader;
import dev.millrace.standalone.config.LoadedConfig;
import dev.millrace.standalone.testsupport.Cli;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;

/** A pipeline whose applications have a user each, and the one who grants and takes away. */
final class SecuredPipeline implements AutoCloseable {

  private static final String HTTP_TOKEN = "a-token-of-serving";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final SecuredBroker broker;
  private final Admin root;

  private SecuredPipeline(Path folder, SecuredBroker broker) {
    this.folder = folder;
    this.broker = broker;
    this.root = Admin.create(as(SecuredBroker.ROOT).client(Map.of()));
  }

  /** Starts the broker; nothing is granted. */
  static SecuredPipeline start(Path folder) throws IOException {
    List<String> users = Arrays.stream(Application.values()).map(SecuredPipeline::userOf).toList();
    return new SecuredPipeline(folder, SecuredBroker.start(folder, users));
  }

  static String userOf(Application application) {
    return application.defaultPrincipal().substring("User:".length());
  }

  /** The configuration of a user. */
  LoadedConfig configOf(String user) {
    return ConfigLoader.load(List.of(), settings(user));
  }

  /** The password of an application, for looking where it must not be. */
  String passwordOf(Application application) throws IOException {
    return broker.passwordOf(userOf(application));
  }

  /** The clients of a user. */
  Connection as(String user) {
    LoadedConfig loaded = configOf(user);
    return new Connection(loaded.config(), loaded.config().kafka(), Map.of());
  }

  /** The clients of an application. */
  Connection as(Application application) {
    return as(userOf(application));
  }

  /** Runs a command as a user. There is no registry. */
  Cli.Result run(String user, String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    for (String setting : settings(user)) {
      arguments.addAll(List.of("--set", setting));
    }
    arguments.addAll(List.of("--registry", "http://127.0.0.1:9"));
    return Cli.run(arguments.toArray(String[]::new));
  }

  private List<String> settings(String user) {
    List<String> settings = new ArrayList<>(broker.settingsOf(user));
    settings.add("data-dir=" + folder.resolve(user));
    settings.add("topics.partitions=1");
    settings.add("topics.item-partitions=1");
    settings.add("topics.replication=1");
    settings.add("serving.instance-id=one");
    settings.add("serving.http.port=0");
    settings.add("serving.http.token=" + HTTP_TOKEN);
    settings.add("serving.http.tls.certificate=" + broker.keys().certificate());
    settings.add("serving.http.tls.key=" + broker.keys().key());
    settings.add("trainer.online.instance-id=one");
    settings.add("trainer.online.http.port=0");
    settings.add("trainer.online.model.minimum-items=50");
    settings.add("trainer.online.micro-batch.examples=24");
    settings.add("trainer.judging.beam=5");
    settings.add("checkpoints.store=" + folder.resolve("checkpoints"));
    return settings;
  }

  /** All that an application needs. */
  List<NeededAcl> needs(Application application) {
    return new AclPlan(configOf(SecuredBroker.ROOT).config()).of(application);
  }

  /** What an application lacks, as it finds out itself. */
  static List<NeededAcl> missing(Admin admin, List<NeededAcl> needs) {
    return new AclCheck(admin).missing(needs);
  }

  void grant(Application application, NeededAcl acl) throws Exception {
    AclBinding binding = binding(application, acl);
    root.createAcls(List.of(binding)).all().get();
    await("the broker knows of " + binding, () -> isGranted(binding));
  }

  void takeAway(Application application, NeededAcl acl) throws Exception {
    AclBinding binding = binding(application, acl);
    root.deleteAcls(List.of(binding.toFilter())).all().get();
    await("the broker no longer knows of " + binding, () -> !isGranted(binding));
  }

  private boolean isGranted(AclBinding binding) {
    try {
      return !root.describeAcls(binding.toFilter()).values().get().isEmpty();
    } catch (Exception e) {
      throw new AssertionError("The broker did not tell what is granted", e);
    }
  }

  private static AclBinding binding(Application application, NeededAcl acl) {
    return new AclBinding(
        acl.resource(),
        new AccessControlEntry(
            application.defaultPrincipal(), "*", acl.operation(), AclPermissionType.ALLOW));
  }

  /** Whether a group has members that all have got their partitions. */
  boolean isStable(String group) {
    try {
      return root.describeConsumerGroups(List.of(group)).all().get().values().stream()
          .allMatch(found -> found.groupState() == GroupState.STABLE);
    } catch (Exception notYet) {
      return false;
    }
  }

  /**
   * Asks serving over HTTPS.
   *
   * @return the status
   */
  int ask(ServingApplication serving, String path, boolean withToken) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(serving.httpUrl() + path));
    if (withToken) {
      request.header("Authorization", "Bearer " + HTTP_TOKEN);
    }
    return HttpClient.newBuilder()
        .sslContext(broker.keys().trusting())
        .build()
        .send(request.build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  Admin root() {
    return root;
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not within %s: %s".formatted(PATIENCE, what));
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new AssertionError("Interrupted while waiting: " + what, e);
      }
    }
  }

  @Override
  public void close() {
    root.close();
    broker.close();
  }
}
