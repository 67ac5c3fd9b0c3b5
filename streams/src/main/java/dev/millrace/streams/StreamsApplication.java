package dev.millrace.streams;

import dev.millrace.contract.Topics;
import dev.millrace.contract.trace.Tracing;
import dev.millrace.streams.internal.DeadLetterHandler;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs topologies in this process, each as an application of its own. Several processes with the
 * same settings share the partitions among them.
 */
public final class StreamsApplication implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsApplication.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

  private final StreamsSettings settings;
  private final Topics topics;
  private final Set<TopologyName> hosted;
  private final Tracing tracing;
  private final RocksDbMemory memory;
  private final StreamsMetrics metrics = new StreamsMetrics();
  private final Map<TopologyName, KafkaStreams> running = new EnumMap<>(TopologyName.class);
  private final AtomicReference<@Nullable StreamsState> ended = new AtomicReference<>();
  private final CountDownLatch termination = new CountDownLatch(1);

  /**
   * @param settings what is set
   * @param topics where to read and write
   * @param hosted which topologies run here
   */
  public StreamsApplication(StreamsSettings settings, Topics topics, Set<TopologyName> hosted) {
    this(settings, topics, hosted, Tracing.off());
  }

  /**
   * @param settings what is set
   * @param topics where to read and write
   * @param hosted which topologies run here
   * @param tracing makes spans
   */
  public StreamsApplication(
      StreamsSettings settings, Topics topics, Set<TopologyName> hosted, Tracing tracing) {
    this.settings = settings;
    this.topics = topics;
    this.hosted = Set.copyOf(hosted);
    this.tracing = tracing;
    this.memory = new RocksDbMemory(settings.resources().rocksDbBytes());
    metrics.observe(tracing);
  }

  /**
   * Waits for the broker and checks the topics, as {@link #start} does too.
   *
   * @throws StreamsStartException if the broker cannot be reached or its topics do not fit
   */
  public void requireTopics() {
    new TopicCheck(new RequiredTopics(topics, hosted), settings.registryTimeout())
        .check(adminProperties());
  }

  /**
   * Checks the topics and starts everything; returns before the first record is processed.
   *
   * @throws StreamsStartException if the broker cannot be reached or its topics do not fit
   */
  public void start() {
    requireTopics();
    StreamsProperties.Sources sources =
        new StreamsProperties.Sources(
            topics.interactions().name(), topics.acceptedInteractions().name());
    StreamsProperties properties = new StreamsProperties(settings, sources, memory);
    for (TopologyName name : hosted) {
      running.put(name, make(name, properties.of(name)));
    }
    running.values().forEach(KafkaStreams::start);
    LOG.info("Streams start. topologies={} prefix={}", running.keySet(), settings.prefix());
  }

  /** Where the application is in its life. */
  public StreamsState state() {
    StreamsState end = ended.get();
    if (end != null) {
      return end;
    }
    boolean allRun =
        !running.isEmpty()
            && running.values().stream()
                .allMatch(streams -> streams.state() == KafkaStreams.State.RUNNING);
    return allRun ? new StreamsState.Running() : new StreamsState.Starting();
  }

  /**
   * Waits until the application failed or was closed.
   *
   * @return {@link StreamsState.Failed} or {@link StreamsState.Stopped}
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public StreamsState awaitTermination() throws InterruptedException {
    termination.await();
    return state();
  }

  /**
   * Waits until every topology runs.
   *
   * @return false if that did not happen in time
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public boolean awaitRunning(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!(state() instanceof StreamsState.Running)) {
      if (System.nanoTime() > deadline || termination.await(20, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Kafka's metrics of each topology.
   *
   * @return by the name of the topology, for instance {@code sequences}
   */
  public Map<String, Map<MetricName, ? extends Metric>> metrics() {
    Map<String, Map<MetricName, ? extends Metric>> metrics = new HashMap<>();
    running.forEach((name, streams) -> metrics.put(name.text(), streams.metrics()));
    return metrics;
  }

  /** Everything that is measured, as Prometheus reads it. */
  public String scrape() {
    return metrics.scrape();
  }

  /**
   * Records of its input that each topology has not read yet, as its consumers saw it last.
   *
   * @return by the name of the topology
   */
  public Map<String, Long> lag() {
    Map<String, Long> lags = new HashMap<>();
    running.forEach(
        (name, streams) -> lags.put(name.text(), ConsumerMetrics.lag(streams.metrics())));
    return lags;
  }

  /** Closes everything, waiting at most 30 s. */
  @Override
  public void close() {
    close(CLOSE_TIMEOUT);
  }

  /**
   * Commits, leaves the groups (unless the user named a static member) and closes.
   *
   * @param timeout how long to wait for all together
   * @return whether everything was closed in time
   */
  public boolean close(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    boolean closed = true;
    for (KafkaStreams streams : running.values()) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      closed &= streams.close(closing().withTimeout(left));
    }
    end(new StreamsState.Stopped());
    metrics.close();
    if (closed) {
      memory.close();
    }
    return closed;
  }

  /**
   * A member without a name leaves: restarted, it would wait for the session of the old one to time
   * out. A static member is expected back and keeps its tasks.
   */
  private CloseOptions closing() {
    return CloseOptions.groupMembershipOperation(
        StaticMembership.in(settings.kafka())
            ? CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP
            : CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
  }

  private KafkaStreams make(TopologyName name, Properties properties) {
    properties.put(DeadLetterHandler.COUNT, metrics.deadLetters(name));
    properties.put(DeadLetterHandler.TRACING, tracing);
    Topologies topologies =
        new Topologies(topics, settings, new Topologies.Observers(metrics.judgements(), tracing));
    KafkaStreams streams = new KafkaStreams(topologies.build(name, properties), properties);
    streams.setGlobalStateRestoreListener(metrics.restoring(name));
    metrics.observe(name, streams);
    streams.setUncaughtExceptionHandler(failure -> respond(name, failure));
    streams.setStateListener(
        (to, from) -> {
          if (to == KafkaStreams.State.ERROR) {
            end(new StreamsState.Failed(name, new IllegalStateException("All threads died")));
          }
        });
    return streams;
  }

  private StreamThreadExceptionResponse respond(TopologyName name, Throwable failure) {
    StreamThreadExceptionResponse response = FailurePolicy.responseTo(failure);
    LOG.error("A stream thread died. topology={} response={}", name.text(), response, failure);
    if (response != StreamThreadExceptionResponse.REPLACE_THREAD) {
      end(new StreamsState.Failed(name, failure));
    }
    return response;
  }

  private void end(StreamsState state) {
    ended.compareAndSet(null, state);
    termination.countDown();
  }

  private Properties adminProperties() {
    Properties properties = new Properties();
    StreamsConfig config =
        new StreamsConfig(
            Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                settings.prefix(),
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers()));
    properties.putAll(config.getAdminConfigs(settings.prefix() + "-topic-check"));
    settings
        .kafka()
        .forEach(
            (name, value) -> {
              if (AdminClientConfig.configNames().contains(name)) {
                properties.put(name, value);
              }
            });
    return properties;
  }

  private String bootstrapServers() {
    String servers = settings.kafka().get(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG);
    if (servers == null || servers.isBlank()) {
      throw new StreamsStartException(
          "kafka.bootstrap.servers: found nothing, but accepted is a list of host:port");
    }
    return servers;
  }
}
