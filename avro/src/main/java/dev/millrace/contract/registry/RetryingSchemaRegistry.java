package dev.millrace.contract.registry;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks another registry again while it is unavailable, waiting twice as long each time, and gives
 * up after a configured time. Refusals are not retried: asking again would not change them.
 */
public final class RetryingSchemaRegistry implements SchemaRegistry {

  private static final Logger LOG = LoggerFactory.getLogger(RetryingSchemaRegistry.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final SchemaRegistry registry;
  private final Duration timeout;

  /**
   * @param registry the registry to ask
   * @param timeout how long a request may be retried before {@link RegistryUnavailableException} is
   *     thrown; zero asks once
   */
  public RetryingSchemaRegistry(SchemaRegistry registry, Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("The registry timeout must not be negative: " + timeout);
    }
    this.registry = registry;
    this.timeout = timeout;
  }

  @Override
  public int register(String subject, String schemaJson) {
    return retry(() -> registry.register(subject, schemaJson));
  }

  @Override
  public RegisteredSchema latest(String subject) {
    return retry(() -> registry.latest(subject));
  }

  @Override
  public String schemaById(int id) {
    return retry(() -> registry.schemaById(id));
  }

  @Override
  public void close() {
    registry.close();
  }

  private <R> R retry(Supplier<R> request) {
    long deadline = System.nanoTime() + timeout.toNanos();
    Duration wait = FIRST_WAIT;
    while (true) {
      try {
        return request.get();
      } catch (RegistryUnavailableException failure) {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        if (left.isNegative() || left.isZero()) {
          throw gaveUp(failure);
        }
        LOG.warn(
            "schema registry unavailable retryInMs={} givingUpInMs={} cause={}",
            wait.toMillis(),
            left.toMillis(),
            failure.getMessage());
        sleep(shorter(wait, left), failure);
        wait = shorter(wait.multipliedBy(2), LONGEST_WAIT);
      }
    }
  }

  private RegistryUnavailableException gaveUp(RegistryUnavailableException failure) {
    return new RegistryUnavailableException(
        failure.getMessage() + " (gave up after " + timeout.toSeconds() + " s)", failure);
  }

  private static Duration shorter(Duration left, Duration right) {
    return left.compareTo(right) < 0 ? left : right;
  }

  private static void sleep(Duration wait, RegistryUnavailableException failure) {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      failure.addSuppressed(interrupted);
      throw failure;
    }
  }
}
