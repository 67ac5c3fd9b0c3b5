package dev.millrace.standalone.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Server properties of the one-node broker: durable enough for a laptop, quick to start. */
final class BrokerProperties {

  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private static final long MEBIBYTE = 1024 * 1024;

  private BrokerProperties() {}

  /**
   * @param logDirectory where the broker keeps everything
   * @param brokerPort port for clients
   * @param controllerPort port of the quorum of one
   */
  static Map<String, String> of(Path logDirectory, int brokerPort, int controllerPort) {
    Map<String, String> properties = new HashMap<>();
    properties.putAll(node(logDirectory, brokerPort, controllerPort));
    properties.putAll(oneReplica());
    properties.putAll(nobodyElse());
    properties.putAll(modestResources());
    return properties;
  }

  /**
   * The same node as nothing but a controller.
   *
   * @param broker properties of the node as both
   * @param controller where it listens, {@code host:port}
   */
  static Map<String, String> controllerAlone(Map<String, String> broker, String controller) {
    Map<String, String> properties = new HashMap<>(broker);
    properties.put("process.roles", "controller");
    properties.put("listeners", CONTROLLER_LISTENER + "://" + controller);
    properties.remove("advertised.listeners");
    return properties;
  }

  private static Map<String, String> node(Path logDirectory, int brokerPort, int controllerPort) {
    String client = RememberedPorts.HOST + ":" + brokerPort;
    String controller = RememberedPorts.HOST + ":" + controllerPort;
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        Integer.toString(NODE_ID),
        "controller.quorum.voters",
        NODE_ID + "@" + controller,
        "controller.listener.names",
        CONTROLLER_LISTENER,
        "listeners",
        "PLAINTEXT://" + client + "," + CONTROLLER_LISTENER + "://" + controller,
        "advertised.listeners",
        "PLAINTEXT://" + client,
        "log.dirs",
        logDirectory.toAbsolutePath().toString(),
        "auto.create.topics.enable",
        "false");
  }

  private static Map<String, String> oneReplica() {
    return Map.of(
        "default.replication.factor", "1",
        "offsets.topic.replication.factor", "1",
        "offsets.topic.num.partitions", "4",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "transaction.state.log.num.partitions", "4",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1",
        "share.coordinator.state.topic.num.partitions", "1");
  }

  /**
   * A broker that shuts down in order first gives its partitions away. Where nobody takes them they
   * have no leader; see {@link FormerRegistration} for what that does to transactions.
   */
  private static Map<String, String> nobodyElse() {
    return Map.of("controlled.shutdown.enable", "false");
  }

  private static Map<String, String> modestResources() {
    return Map.of(
        "num.network.threads",
        "2",
        "num.io.threads",
        "4",
        "log.segment.bytes",
        Long.toString(64 * MEBIBYTE),
        "offsets.topic.segment.bytes",
        Long.toString(16 * MEBIBYTE),
        "transaction.state.log.segment.bytes",
        Long.toString(16 * MEBIBYTE),
        "log.cleaner.dedupe.buffer.size",
        Long.toString(16 * MEBIBYTE),
        "group.initial.rebalance.delay.ms",
        "0",
        // Longer than any pause of a laptop: a broker that is thought dead loses its partitions.
        "broker.session.timeout.ms",
        "60000");
  }
}
