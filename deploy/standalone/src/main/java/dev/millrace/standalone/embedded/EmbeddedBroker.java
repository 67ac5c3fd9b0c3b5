package dev.millrace.standalone.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real Kafka broker in this JVM: one KRaft node that keeps its data, its cluster id and its ports
 * in a folder and comes back with them after a restart. Clients outside this process reach it too.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts a broker and returns when it takes requests.
   *
   * @param dataDirectory folder of this broker alone; created if missing
   * @throws EmbeddedServerException if the folder cannot be used or the server does not start
   */
  public static EmbeddedBroker start(Path dataDirectory) {
    return start(dataDirectory, Map.of());
  }

  /**
   * Starts a broker with further server properties, which win over the embedded defaults.
   *
   * @param dataDirectory folder of this broker alone; created if missing
   * @param serverProperties Kafka's own broker properties
   * @throws EmbeddedServerException if the folder cannot be used or the server does not start
   */
  public static EmbeddedBroker start(Path dataDirectory, Map<String, String> serverProperties) {
    Path logDirectory = dataDirectory.resolve("log");
    boolean restart = !formatOnce(logDirectory);
    RememberedPorts ports = new RememberedPorts(dataDirectory.resolve("ports.properties"));
    int port = ports.portOf("broker");
    int controllerPort = ports.portOf("controller");
    Map<String, String> properties =
        new HashMap<>(BrokerProperties.of(logDirectory, port, controllerPort));
    properties.putAll(serverProperties);
    if (restart) {
      String controller = RememberedPorts.HOST + ":" + controllerPort;
      new FormerRegistration(controller, dataDirectory)
          .end(BrokerProperties.controllerAlone(properties, controller));
    }
    KafkaRaftServer server = start(properties, dataDirectory);
    return new EmbeddedBroker(server, RememberedPorts.HOST + ":" + port);
  }

  /** Where clients connect, {@code host:port}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Stops the broker in order; everything written stays in the data folder. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  /** Starts what the properties say, or nothing. */
  static KafkaRaftServer start(Map<String, String> properties, Path dataDirectory) {
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
    try {
      server.startup();
      return server;
    } catch (RuntimeException e) {
      server.shutdown();
      throw new EmbeddedServerException("The embedded broker in " + dataDirectory + " failed", e);
    }
  }

  /**
   * @return whether it had to be done
   */
  private static boolean formatOnce(Path logDirectory) {
    // The formatter writes this file last, so a folder that has it is complete.
    if (Files.exists(logDirectory.resolve("meta.properties"))) {
      return false;
    }
    try (PrintStream silence =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      Files.createDirectories(logDirectory);
      new Formatter()
          .setPrintStream(silence)
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(BrokerProperties.NODE_ID)
          .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
          .setMetadataLogDirectory(logDirectory.toString())
          .addDirectory(logDirectory.toString())
          .run();
      return true;
    } catch (IOException e) {
      throw new EmbeddedServerException("The folder " + logDirectory + " cannot be written", e);
    } catch (Exception e) {
      throw new EmbeddedServerException("The folder " + logDirectory + " was not formatted", e);
    }
  }
}
