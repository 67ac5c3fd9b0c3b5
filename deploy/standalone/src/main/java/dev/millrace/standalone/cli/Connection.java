package dev.millrace.standalone.cli;

import static dev.millrace.contract.registry.ConfluentSchemaRegistry.URL_PROPERTY;

import dev.millrace.contract.Topics;
import dev.millrace.contract.registry.ConfluentSchemaRegistry;
import dev.millrace.contract.registry.SchemaRegistry;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.AvroSerdes;
import dev.millrace.serving.ServingSettings;
import dev.millrace.standalone.acl.NeededAcl;
import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.standalone.embedded.EmbeddedPlatform;
import dev.millrace.standalone.embedded.PlatformAddress;
import dev.millrace.streams.StreamsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How a process reaches the broker and the registry.
 *
 * @param config what is configured
 * @param kafka properties of every Kafka client, address included
 * @param registry properties of the registry's client, address included
 */
public record Connection(
    MillraceConfig config, Map<String, String> kafka, Map<String, String> registry) {

  private static final String BOOTSTRAP = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;

  public Connection {
    kafka = Map.copyOf(kafka);
    registry = Map.copyOf(registry);
  }

  /**
   * The configured servers, or those that some process runs for the data folder.
   *
   * @throws UsageException if neither exist
   */
  public static Connection find(MillraceConfig config) {
    return ifRunning(config)
        .orElseThrow(
            () ->
                new UsageException(
                    "No broker runs in "
                        + config.dataDir()
                        + ": start `millrace broker`, or pass --bootstrap and --registry"));
  }

  /**
   * The same, for what can be done without a broker.
   *
   * @throws UsageException if only one of the servers is configured
   */
  public static Optional<Connection> ifRunning(MillraceConfig config) {
    boolean broker = config.kafka().containsKey(BOOTSTRAP);
    boolean registry = config.registry().containsKey(URL_PROPERTY);
    if (broker && registry) {
      return Optional.of(new Connection(config, config.kafka(), config.registry()));
    }
    if (broker || registry) {
      throw new UsageException(
          "Pass --bootstrap and --registry together, or neither; found only "
              + (broker ? "--bootstrap" : "--registry"));
    }
    return EmbeddedPlatform.running(config.dataDir()).map(address -> to(config, address));
  }

  /** A connection to servers at a known address, the embedded ones. */
  public static Connection to(MillraceConfig config, PlatformAddress address) {
    Map<String, String> kafka = new HashMap<>(config.kafka());
    kafka.put(BOOTSTRAP, address.bootstrapServers());
    Map<String, String> registry = new HashMap<>(config.registry());
    registry.put(URL_PROPERTY, address.registryUrl().toString());
    return new Connection(config, kafka, registry);
  }

  /** The registry's client; the caller closes it. */
  public SchemaRegistry openRegistry() {
    return new ConfluentSchemaRegistry(registry);
  }

  /**
   * The configured topics with serdes.
   *
   * @param schemas where the serdes register and look up schemas; must stay open as long as they
   *     are used
   */
  public Topics topics(SchemaRegistry schemas) {
    return Topics.of(
        config.topics().names(), new AvroSerdes(schemas, AvroSerdeSettings.from(registry)));
  }

  /**
   * Properties for one client.
   *
   * @param own what this client needs beyond or instead of the configured properties
   */
  public Map<String, Object> client(Map<String, Object> own) {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.putAll(own);
    return properties;
  }

  /**
   * Ends a command of this connection that could not do its work.
   *
   * @throws dev.millrace.standalone.acl.MissingAclException if its user lacks permissions
   */
  void require(List<NeededAcl> needed) {
    new Permissions(kafka, needed).require();
  }

  /** Settings of the streams, complete: addresses and the folder of their state are in them. */
  public StreamsSettings streamsSettings() {
    StreamsSettings settings = config.streams();
    return new StreamsSettings(
        settings.prefix(),
        stateDir(config),
        settings.resources(),
        settings.commitIntervals(),
        settings.sequences(),
        settings.transitions(),
        settings.popularity(),
        settings.prequential(),
        settings.registryTimeout(),
        settings.http(),
        kafkaWith(settings.kafka()));
  }

  /** Where the streams of a process keep their state. */
  static Path stateDir(MillraceConfig config) {
    return config.dataDir().resolve(config.streams().stateDir());
  }

  /** Settings of serving, complete: addresses are in them. */
  public ServingSettings servingSettings() {
    return config.serving().withKafka(kafkaWith(config.serving().kafka()));
  }

  /** Properties of the trainer's Kafka clients, addresses among them. */
  public Map<String, String> trainerKafka() {
    return kafkaWith(config.trainer().online().kafka());
  }

  /** The same with another patience for a registry that is down. */
  public Connection withRegistryTimeout(Duration timeout) {
    Map<String, String> patient = new HashMap<>(registry);
    patient.put(AvroSerdeSettings.REGISTRY_TIMEOUT_PROPERTY, Long.toString(timeout.toMillis()));
    return new Connection(config, kafka, patient);
  }

  private Map<String, String> kafkaWith(Map<String, String> own) {
    Map<String, String> properties = new HashMap<>(kafka);
    properties.putAll(own);
    return properties;
  }
}
