package dev.millrace.serving;

import dev.millrace.contract.Topics;
import dev.millrace.contract.freshness.Freshness;
import dev.millrace.contract.trace.Tracing;
import dev.millrace.serving.dashboard.Dashboard;
import dev.millrace.serving.language.CheckpointAccess;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serving as one object: reads sequences and requests, writes recommendations, answers HTTP. It
 * goes on through restarts of brokers; it stops, {@link ServingState.Failed}, when the registry
 * stays away for too long, when another process takes its instance id, or when topics are missing.
 */
public final class ServingApplication implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServingApplication.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final ServingSettings settings;
  private final Queries queries = new Queries();
  private final ServingMetrics metrics = new ServingMetrics(Clock.systemUTC());
  private final ServingClients clients;
  private final ServingParts parts;
  private final ServingLoop loop;
  private final Dashboard dashboard;
  private final HttpEndpoints http;
  private final Thread thread;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile ServingState state = new ServingState.Starting();
  private volatile boolean stopping;

  /**
   * @param settings what can be set; {@code kafka} holds {@code bootstrap.servers} at least
   * @param topics names and serdes
   * @throws org.apache.kafka.common.KafkaException if the Kafka properties cannot be used
   */
  public ServingApplication(ServingSettings settings, Topics topics) {
    this(settings, topics, null);
  }

  /**
   * @param settings what can be set; {@code kafka} holds {@code bootstrap.servers} at least
   * @param topics names and serdes
   * @param checkpoints of language models, which stays the caller's; null for none
   * @throws org.apache.kafka.common.KafkaException if the Kafka properties cannot be used
   */
  public ServingApplication(
      ServingSettings settings, Topics topics, @Nullable CheckpointAccess checkpoints) {
    this(settings, topics, checkpoints, Tracing.off());
  }

  /**
   * @param settings what can be set; {@code kafka} holds {@code bootstrap.servers} at least
   * @param topics names and serdes
   * @param checkpoints of language models, which stays the caller's; null for none
   * @param tracing makes spans
   * @throws org.apache.kafka.common.KafkaException if the Kafka properties cannot be used
   */
  public ServingApplication(
      ServingSettings settings,
      Topics topics,
      @Nullable CheckpointAccess checkpoints,
      Tracing tracing) {
    this.settings = settings;
    this.clients = ServingClients.connect(new ClientProperties(settings), metrics);
    this.parts =
        ServingParts.assemble(
            new ServingParts.Materials(
                settings, topics, clients, metrics, queries, checkpoints, tracing),
            () -> stopping);
    this.loop = new ServingLoop(settings, topics, clients.group(), parts);
    ClientProperties properties = new ClientProperties(settings);
    this.dashboard =
        new Dashboard(
            new Dashboard.Subject(topics, settings.prefix(), this::freshness),
            properties.restoreConsumer(),
            properties.admin());
    this.http = new HttpEndpoints(new View(), settings, dashboard);
    this.thread = new Thread(this::run, "serving");
    metrics.observe(loop);
    metrics.observe(parts.lists().writer().tracing());
  }

  /** Listens to HTTP and begins to serve, on a thread of its own. */
  public void start() {
    try {
      http.start();
    } catch (RuntimeException unusable) {
      finish(new ServingState.Failed(unusable));
      throw unusable;
    }
    thread.start();
    if (parts.language() != null) {
      parts.language().start();
    }
  }

  /** Where serving is in its life. */
  public ServingState state() {
    return state;
  }

  /** Whether catalogue, model and users are caught up and lists are made. */
  public boolean ready() {
    return notReady().isEmpty();
  }

  /** How the HTTP endpoints are reached; after {@link #start}. */
  public String httpUrl() {
    return settings.http().url(http.port());
  }

  /** The port of the HTTP endpoints; after {@link #start}. */
  public int httpPort() {
    return http.port();
  }

  /** What has been done since the start. */
  public ServingStats stats() {
    return metrics.stats(loop.snapshot());
  }

  /** How long interactions take to come to serving and through it. */
  public List<Freshness> freshness() {
    return metrics.freshness().read();
  }

  /**
   * Waits until serving is over.
   *
   * @param timeout how long
   * @return whether it is over
   */
  public boolean awaitTermination(Duration timeout) {
    try {
      return over.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }

  /** Stops, with ten seconds to finish the open transaction. */
  @Override
  public void close() {
    close(CLOSE_TIMEOUT);
  }

  /**
   * Stops after the open transaction.
   *
   * @param timeout how long to wait for that
   * @return whether everything was closed in time
   */
  public boolean close(Duration timeout) {
    stopping = true;
    http.close();
    dashboard.close();
    if (thread.getState() == Thread.State.NEW) {
      finish(new ServingState.Stopped());
      return true;
    }
    clients.group().wakeup();
    return awaitTermination(timeout);
  }

  private void run() {
    ServingState end = new ServingState.Stopped();
    try {
      loop.prepare();
      state = new ServingState.Running();
      LOG.info("Serving; instance={} port={}", settings.instanceId(), httpPort());
      while (!stopping) {
        loop.step();
      }
    } catch (ServingStoppedException | WakeupException stopped) {
      LOG.debug("Stopped; while={}", stopped.getMessage());
    } catch (FencedInstanceIdException takenOver) {
      end = failed(new ServingFencedException(settings.instanceId(), takenOver));
    } catch (RuntimeException | Error cause) {
      end = failed(cause);
    } finally {
      finish(end);
    }
  }

  private static ServingState failed(Throwable cause) {
    LOG.error("Serving failed", cause);
    return new ServingState.Failed(cause);
  }

  private void finish(ServingState end) {
    try {
      parts.output().close();
      clients.close();
      if (parts.language() != null) {
        parts.language().close();
      }
      metrics.close();
    } finally {
      state = end;
      over.countDown();
    }
  }

  private List<String> notReady() {
    if (state.isOver()) {
      return List.of("serving is over");
    }
    return loop.snapshot().notReady();
  }

  private final class View implements ServingView {

    @Override
    public ServingState state() {
      return state;
    }

    @Override
    public List<String> notReady() {
      return ServingApplication.this.notReady();
    }

    @Override
    public String metrics() {
      return metrics.scrape();
    }

    @Override
    public CompletableFuture<QueryAnswer> ask(String userId, int k) {
      return queries.ask(userId, k);
    }
  }
}
