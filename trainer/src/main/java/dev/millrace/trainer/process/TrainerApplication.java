package dev.millrace.trainer.process;

import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.contract.freshness.Freshness;
import dev.millrace.contract.registry.RegistryUnavailableException;
import dev.millrace.trainer.kafka.ExampleTopic;
import dev.millrace.trainer.kafka.Lease;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trainer as one object. It joins the group of its model's trainers and waits for its turn; in
 * its turn it learns. When its turn is over, or the brokers fail it, everything since the last
 * checkpoint is void, and it waits for its turn again. It has no spans: a batch of examples belongs
 * to no trace.
 */
public final class TrainerApplication implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TrainerApplication.class);
  private static final Duration WAIT = Duration.ofMillis(500);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(25);

  private final TrainerEnvironment environment;
  private final boolean untilEnd;
  private final TrainerMetrics metrics = new TrainerMetrics(this::status);
  private final Thread thread;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile TrainerStatus status = new TrainerStatus.Standby();
  private volatile boolean stopping;

  /**
   * @param environment what it works with
   * @param untilEnd whether it is over when all that is on the topic now has been learned
   */
  public TrainerApplication(TrainerEnvironment environment, boolean untilEnd) {
    this.environment = environment;
    this.untilEnd = untilEnd;
    this.thread = new Thread(this::run, "trainer");
  }

  /** Begins, on a thread of its own. */
  public void start() {
    thread.start();
  }

  /** Where it is in its life. */
  public TrainerStatus status() {
    return status;
  }

  /** What has been done since the start. */
  public TrainerStats stats() {
    return metrics.stats();
  }

  /** How long interactions took to be learned from, and to be in a checkpoint that is used. */
  public List<Freshness> freshness() {
    return metrics.freshness().read();
  }

  /** Everything that is measured, as Prometheus reads it. */
  public String metrics() {
    return metrics.scrape();
  }

  /**
   * Waits until it is over.
   *
   * @return whether it is
   */
  public boolean awaitTermination(Duration timeout) {
    try {
      return over.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }

  /** Stops behind the current step, with a checkpoint. */
  @Override
  public void close() {
    stopping = true;
    if (thread.getState() == Thread.State.NEW) {
      over.countDown();
    } else if (!awaitTermination(CLOSE_TIMEOUT)) {
      LOG.warn("Not stopped in time; what was learned since the last checkpoint is void");
    }
    metrics.close();
  }

  private void run() {
    TrainerStatus end = new TrainerStatus.Finished();
    try (Lease lease =
        new Lease(environment.clients().lease(), environment.topics().checkpoints().name())) {
      Map<Integer, Long> limit = untilEnd ? ends() : null;
      boolean done = false;
      while (!stopping && !done) {
        standBy(lease);
        done = !stopping && train(lease, limit);
      }
    } catch (IOException | RuntimeException | Error cause) {
      LOG.error("Training failed", cause);
      end = new TrainerStatus.Failed(cause);
    } finally {
      status = end;
      over.countDown();
    }
  }

  private void standBy(Lease lease) {
    status = new TrainerStatus.Standby();
    LOG.info("Standing by; model={}", environment.model());
    while (!lease.poll(WAIT) && !stopping) {
      // Another process trains.
    }
  }

  private Map<Integer, Long> ends() {
    return new ExampleTopic(environment.topics().trainingExamples(), environment.clients()).ends();
  }

  /** One turn; true when there is nothing left to do. */
  private boolean train(Lease lease, @Nullable Map<Integer, Long> limit) throws IOException {
    status = new TrainerStatus.Preparing();
    try (TrainingSession session = new SessionStart(environment, lease, limit).open()) {
      status = new TrainerStatus.Training();
      LOG.info("Learning begins; model={}", environment.model());
      new TrainingLoop(session, metrics).run(() -> stopping);
      return true;
    } catch (LeaseLostException lost) {
      LOG.warn("Turn over; model={}", environment.model());
    } catch (FencedInstanceIdException takenOver) {
      throw new CheckpointException(
          "Another process has the instance id of this one: give each its own"
              + " trainer.online.instance-id",
          takenOver);
    } catch (RegistryUnavailableException trouble) {
      LOG.warn("Going on from the last checkpoint; trouble={}", trouble.toString());
    } catch (KafkaException trouble) {
      if (!isPassing(trouble)) {
        throw trouble;
      }
      LOG.warn("Going on from the last checkpoint; trouble={}", trouble.toString());
    }
    return false;
  }

  /** Whether a new session may fare better. */
  private static boolean isPassing(KafkaException trouble) {
    for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException
          || cause instanceof ProducerFencedException
          || cause instanceof TransactionAbortedException
          || cause instanceof CommitFailedException) {
        return true;
      }
    }
    return false;
  }
}
