package dev.millrace.streams;

import dev.millrace.streams.internal.DeadLetterHandler;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Turns settings into the properties of Kafka Streams.
 *
 * <p>Precedence: what Millrace guarantees (exactly-once, names, dead letters, bounded memory) wins
 * over the user's {@code kafka} properties, which win over all else.
 */
public final class StreamsProperties {

  private final StreamsSettings settings;
  private final String interactionsTopic;
  private final String acceptedTopic;
  private final RocksDbMemory memory;

  /**
   * @param settings what is set
   * @param sources topics that internal topics are made from
   * @param memory what the stores of this process share; stays the caller's to close
   */
  public StreamsProperties(StreamsSettings settings, Sources sources, RocksDbMemory memory) {
    this.settings = settings;
    this.interactionsTopic = sources.interactions();
    this.acceptedTopic = sources.acceptedInteractions();
    this.memory = memory;
  }

  /**
   * The topics whose records cross internal topics; dead letters from there belong to these.
   *
   * @param interactions name of the interactions topic
   * @param acceptedInteractions name of the accepted interactions topic
   */
  public record Sources(String interactions, String acceptedInteractions) {}

  /** The properties of one topology. */
  public Properties of(TopologyName topology) {
    Properties properties = new Properties();
    putDefaults(properties, topology);
    properties.putAll(settings.kafka());
    putGuarantees(properties, topology);
    return properties;
  }

  private void putDefaults(Properties properties, TopologyName topology) {
    Duration commitInterval = settings.commitIntervals().of(topology);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.resources().threads());
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, cacheBytes(topology));
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 0);
    new ClientDefaults(settings.kafka(), settings.registryTimeout()).putInto(properties, topology);
  }

  /** Rows of transitions gain most from coalescing. */
  private long cacheBytes(TopologyName topology) {
    long all = settings.resources().cacheBytes();
    return switch (topology) {
      case TRANSITIONS -> all / 2;
      case SEQUENCES -> all / 4;
      case POPULARITY, PREQUENTIAL -> all / 8;
    };
  }

  private void putGuarantees(Properties properties, TopologyName topology) {
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId(topology));
    properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.NO_OPTIMIZATION);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
    properties.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
    properties.put(DeadLetterHandler.SOURCE_TOPIC, sourceTopic(topology));
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    properties.put(RocksDbMemory.PROPERTY, memory);
  }

  private String sourceTopic(TopologyName topology) {
    return topology == TopologyName.SEQUENCES ? interactionsTopic : acceptedTopic;
  }
}
