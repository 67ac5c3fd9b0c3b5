package dev.millrace.streams;

import dev.millrace.contract.registry.SchemaRegistryException;
import dev.millrace.streams.internal.Failures;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** What follows when a stream thread dies. */
final class FailurePolicy {

  private FailurePolicy() {}

  /**
   * A broker that was away comes back, so the thread is replaced and goes on from the last commit.
   * Everything else, a registry that stayed away for longer than configured among it, would fail
   * again: the application stops.
   */
  static StreamThreadExceptionResponse responseTo(Throwable failure) {
    return isTransient(failure)
        ? StreamThreadExceptionResponse.REPLACE_THREAD
        : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private static boolean isTransient(Throwable failure) {
    if (Failures.isCausedBy(failure, SchemaRegistryException.class)) {
      return false;
    }
    return Failures.isCausedBy(failure, RetriableException.class)
        || Failures.isCausedBy(failure, DisconnectException.class)
        || Failures.isCausedBy(failure, ProducerFencedException.class)
        || Failures.isCausedBy(failure, InvalidProducerEpochException.class);
  }
}
