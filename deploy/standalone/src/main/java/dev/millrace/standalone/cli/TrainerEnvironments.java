package dev.millrace.standalone.cli;

import dev.millrace.checkpoint.store.CheckpointStore;
import dev.millrace.contract.registry.SchemaRegistry;
import dev.millrace.standalone.config.LoadedConfig;
import dev.millrace.trainer.kafka.ClientProperties;
import dev.millrace.trainer.kafka.Clients;
import dev.millrace.trainer.process.TrainerEnvironment;
import dev.millrace.trainer.progressive.CollaborativeParameters;
import dev.millrace.trainer.settings.OnlineSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Makes what a trainer works with from the configuration. */
final class TrainerEnvironments {

  private TrainerEnvironments() {}

  /**
   * An environment as configured.
   *
   * @param registry stays the caller's
   * @param store stays the caller's
   */
  static TrainerEnvironment of(
      LoadedConfig loaded, Connection connection, SchemaRegistry registry, CheckpointStore store) {
    OnlineSettings online = loaded.config().trainer().online();
    String instance = online.instanceId().isBlank() ? hostName() : online.instanceId();
    return new TrainerEnvironment(
        loaded.config().trainer(),
        connection.topics(registry),
        new Clients(new ClientProperties(online.groupId(), instance, connection.trainerKafka())),
        store,
        loaded.config().dataDir().resolve("checkpoint-cache"),
        new CollaborativeParameters(
            loaded.config().serving().scoring().options(),
            loaded.config().serving().scoring().popularityDecay(),
            loaded.config().streams().transitions().maxSuccessors()),
        EffectiveConfiguration.byPath(loaded));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException noName) {
      return "local";
    }
  }
}
