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
    properties.putAll(modestResources());
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

  private static Map<String, String> modestResources() {
    return Map.of(
        "num.network.threads", "2",
        "num.io.threads", "4",
        "log.segment.bytes", Long.toString(64 * MEBIBYTE),
        "offsets.topic.segment.bytes", Long.toString(16 * MEBIBYTE),
        "transaction.state.log.segment.bytes", Long.toString(16 * MEBIBYTE),
        "log.cleaner.dedupe.buffer.size", Long.toString(16 * MEBIBYTE),
        "group.initial.rebalance.delay.ms", "0",
        // After a kill -9 the same node may register again only when its old session is over.
        "broker.heartbeat.interval.ms", "500",
        "broker.session.timeout.ms", "3000");
  }
}
